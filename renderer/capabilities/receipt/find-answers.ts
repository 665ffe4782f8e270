import {
  type Answer,
  openAnswer,
  type ReceiptKeys,
  type SealedAnswer,
} from '../../../shared/sealing/index.ts';
import { type ReadingClient } from '../../connection/index.ts';

interface FoundAnswer extends Answer {
  /** 1 for the first answer, then 2, 3… */
  turn: number;
}

export interface FoundAnswers {
  /** The newest first. */
  answers: FoundAnswer[];
  /** Some answers exist that this page could not open or read. */
  damaged: boolean;
}

export interface Search {
  reading: Pick<ReadingClient, 'receiptSeasons' | 'answers'>;
  derive: (question: { code: string; tenant: string; season: string }) => Promise<ReceiptKeys>;
  /** Told before each place is looked at. */
  onStep: (number: number, total: number) => void;
}

/**
 * Looks for the answers to a code, at every tenant and season that it can belong to, the likeliest first; undefined when
 * there are none. @param code as `parseReceiptCode` gives it
 */
export async function findAnswers(code: string, search: Search): Promise<FoundAnswers | undefined> {
  const places = await search.reading.receiptSeasons({});
  for (const [index, { tenant, season }] of places.entries()) {
    search.onStep(index + 1, places.length);
    const keys = await search.derive({ code, tenant, season });
    const sealed = await search.reading.answers({ tenant, lookupId: keys.lookupId });
    if (sealed.length === 0) continue;
    const opened = await Promise.all(sealed.map((each) => openOne(keys.keyPair.privateKey, tenant, each)));
    const answers = opened.filter((answer) => answer !== undefined);
    return { answers: answers.toReversed(), damaged: answers.length < opened.length };
  }
  return undefined;
}

async function openOne(
  privateKey: string,
  tenant: string,
  sealed: SealedAnswer,
): Promise<FoundAnswer | undefined> {
  const opened = await openAnswer(privateKey, tenant, sealed);
  return opened.ok ? { ...opened.value, turn: sealed.turn } : undefined;
}
