import { type Page } from 'playwright';
import { type HelpCall } from '../../shared/contract/index.ts';

/** Lets this page believe that this is what becomes of its calls for help; whether it does is tested elsewhere. */
export async function deskAnswers(page: Page, said: HelpCall): Promise<void> {
  for (const call of ['callDesk', 'deskCall']) {
    const address = `**/rpc/recording/${call}`;
    await page.unroute(address);
    await page.route(address, (route) => route.fulfill({ json: { json: said } }));
  }
}
