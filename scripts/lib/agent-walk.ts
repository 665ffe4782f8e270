import { type Page } from 'playwright';
import { catalogueOf } from './catalogue.ts';

const words = catalogueOf('console/fr');

/** A city agent before the console, in French. */
export class Agent {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async signIn(consoleUrl: string, name: string, password: string): Promise<void> {
    await this.page.goto(consoleUrl);
    await this.page.getByLabel(words('sign-in.name')).fill(name);
    await this.page.getByLabel(words('sign-in.password')).fill(password);
    await this.page.getByRole('button', { name: words('sign-in.go') }).click();
    await this.page
      .getByRole('heading', { name: words('inbox.title') })
      .first()
      .waitFor();
  }

  /** Opens the newest request that waits, and finds in it what the visitor wrote. */
  async openFirst(written: string): Promise<void> {
    await this.page.locator('.inbox-row').first().click();
    await this.page.getByRole('heading', { name: words('request.words') }).waitFor();
    await this.page.getByText(written).first().waitFor();
  }

  /** Opens every request of the inbox, one after another, and gives the words written in each. */
  async readAll(): Promise<string[]> {
    const rows = this.page.locator('.inbox-row');
    const read: string[] = [];
    for (let index = 0; index < (await rows.count()); index += 1) {
      await rows.nth(index).click();
      await this.page.getByRole('heading', { name: words('request.words') }).waitFor();
      await this.page.waitForTimeout(200);
      read.push((await this.page.locator('.answers .written').first().textContent()) ?? '');
    }
    return read;
  }

  /** Sends the request to the first commission, on a day, with a reason. */
  async answer(options: {
    date: string;
    reason: string;
    translation?: { language: string; text: string };
  }): Promise<void> {
    await this.page.getByText(words('decision.in-progress'), { exact: true }).last().click();
    const commission = this.page.getByLabel(words('reply.commission'), { exact: true });
    await commission.selectOption({ index: 1 });
    await this.page.getByLabel(words('reply.date')).fill(options.date);
    await this.page.getByLabel(words('reply.reason')).fill(options.reason);
    if (options.translation) {
      const { language, text } = options.translation;
      await this.page.getByLabel(words('reply.translation', { language })).fill(text);
    }
    await this.page.getByRole('button', { name: words('reply.send') }).click();
    await this.page.getByText(words('reply.sent.title')).first().waitFor();
  }
}

/** A day to come, as a date field takes it. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
