import { type OpenedRequest } from '../../../shared/contract/index.ts';
import { commissionName, type Draft } from './draft.ts';
import { filledTexts, type ReadyText } from './ready-texts.ts';

/** The ready texts as they read in this answer, with its commission and day. */
export function textsFor(
  request: OpenedRequest,
  draft: Pick<Draft, 'commission' | 'date'>,
  texts: readonly ReadyText[],
): ReadyText[] {
  const isNamed = draft.commission.trim() !== '';
  const commission = isNamed ? commissionName(request, draft.commission) : undefined;
  return filledTexts(texts, { date: draft.date, commission });
}
