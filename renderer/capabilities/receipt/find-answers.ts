import { type Answer, openAnswer, type ReceiptKeys } from '../../../shared/sealing/index.ts';
import { type ReadingClient } from '../../connection/index.ts';

export interface FoundAnswers {
  /** The newest first. */
  answers: Answer[];
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
    const opened = await Promise.all(sealed.map((each) => openAnswer(keys.keyPair.privateKey, tenant, each)));
    const answers = opened.flatMap((each) => (each.ok ? each.value : []));
    return { answers: answers.toReversed(), damaged: answers.length < opened.length };
  }
  return undefined;
}
