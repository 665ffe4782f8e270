import { useEffect, useRef } from 'react';
import { seasonOf } from '../../../shared/sealing/index.ts';
import { deriveKeysAside } from '../../receipt-keys/index.ts';
import { type Draft } from './draft.ts';
import { type Receipt } from './send.ts';

/** The receipt's keys, derived while the review is read, so that sending need not wait for them. */
export function useReceipt({ code, page }: Draft): () => Promise<Receipt> {
  const receipt = useRef<Promise<Receipt>>(undefined);
  const { tenant } = page;

  useEffect(() => {
    const stop = new AbortController();
    const derived = derive(code, tenant, stop.signal);
    receipt.current = derived;
    // Stopped when the visitor goes back, or out of memory: the next try derives them again.
    derived.catch(() => {
      if (receipt.current === derived) receipt.current = undefined;
    });
    return () => stop.abort();
  }, [code, tenant]);

  return () => receipt.current ?? derive(code, tenant);
}

async function derive(code: string, tenant: string, signal?: AbortSignal): Promise<Receipt> {
  const season = seasonOf(new Date());
  return { season, keys: await deriveKeysAside({ code, tenant, season }, signal) };
}
