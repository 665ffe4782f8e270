import { type Page } from 'playwright';
import { type Answer, deriveReceiptKeys, type SealedAnswer, sealAnswer } from '../../shared/sealing/index.ts';

const PLACE = { tenant: 'pantin', season: '2026' };

/**
 * Lets this page find these answers, the oldest first, by `code`, and none by any other code. They are sealed as an
 * agent's browser seals them and opened by the page itself; how they travel there is tested from end to end elsewhere.
 */
export async function cityAnswers(page: Page, code: string, answers: readonly Answer[]): Promise<void> {
  const sealed = await sealAll(code, answers);
  await page.route('**/rpc/reading/receiptSeasons', (route) => route.fulfill({ json: { json: [PLACE] } }));
  await page.route('**/rpc/reading/answers', (route) => {
    const asked = route.request().postDataJSON() as { json: { lookupId: string } };
    const found = sealed.filter(({ lookupId }) => lookupId === asked.json.lookupId);
    return route.fulfill({ json: { json: found } });
  });
}

async function sealAll(code: string, answers: readonly Answer[]): Promise<SealedAnswer[]> {
  const { lookupId, keyPair } = await deriveReceiptKeys(code, PLACE.tenant, PLACE.season);
  return Promise.all(
    answers.map(async (answer, index) => {
      const turn = index + 1;
      const to = { tenant: PLACE.tenant, lookupId, turn };
      return {
        lookupId,
        turn,
        season: PLACE.season,
        sealed: await sealAnswer(keyPair.publicKey, to, answer),
      };
    }),
  );
}
