/*
 * `node scripts/console-pictures.ts`: renews the pictures of the console in docs/pictures, from the demo city with invented
 * proposals and kiosks. Run it when a page of the console looks different, and look at what it made.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { createEnrolmentCode, openDatabase } from '../city/hub/index.ts';
import { deliver, enrolDevice, quickReceipt, sealProposal, submissionLine } from '../tests/support/device.ts';
import { Agent } from './lib/agent-walk.ts';
import { BROWSER, BROWSER_FLAGS } from './lib/browser.ts';
import { build } from './lib/build.ts';
import { endEverything } from './lib/children.ts';
import { DEMO_AGENT, DEMO_SITE, HOME_TENANT } from './lib/demo-city.ts';
import { addDemoFleet } from './lib/demo-fleet.ts';
import { prepareBrowser } from './lib/prepare.ts';
import { CACHE, ROOT } from './lib/run.ts';
import { startCity, type RunningCity } from './lib/start-city.ts';
import { step, Trouble } from './lib/steps.ts';

const PICTURES = join(ROOT, 'docs', 'pictures');
const SERVICE = 'droit-de-proposition-populaire';
const PROPOSALS = [
  'Des bancs à l’ombre le long du canal, pour que les personnes âgées puissent s’arrêter.',
  'Une fontaine près du terrain de jeux.',
  'Un composteur au pied de l’immeuble.',
];

try {
  await takePictures();
} catch (error) {
  console.error(error instanceof Trouble ? `✗ ${error.message}` : error);
  process.exitCode = 1;
}
await endEverything();
process.exit();

async function takePictures(): Promise<void> {
  await step('pictures', 'Build', (shown) => build({ report: (name) => shown.report(name) }));
  await step('pictures', 'Get a browser', (shown) => prepareBrowser(shown));
  const dataFolder = join(CACHE, 'console-pictures');
  rmSync(dataFolder, { recursive: true, force: true });
  mkdirSync(PICTURES, { recursive: true });
  const city = await startCity({ dataFolder, hubPort: 0, newPassword: true });
  await step('pictures', 'Invent a fleet and three proposals', () => invent(city));
  const browser = await chromium.launch({ executablePath: BROWSER, args: BROWSER_FLAGS });
  const page = await browser.newPage({ viewport: { width: 1280, height: 820 }, locale: 'fr-FR' });
  await step('pictures', 'Take the pictures', () => walk(page, city));
  await browser.close();
}

async function invent({ databaseUrl, hubUrl }: RunningCity): Promise<void> {
  const database = openDatabase(databaseUrl);
  try {
    const device = await enrolDevice(
      hubUrl,
      await createEnrolmentCode(database, HOME_TENANT, DEMO_SITE, DEMO_AGENT),
    );
    const incarnation = randomUUID();
    for (const [index, text] of PROPOSALS.entries()) {
      const envelope = await sealProposal(device.keyset, {
        tenant: HOME_TENANT,
        service: SERVICE,
        receipt: await quickReceipt(),
        choices: { kind: 'idea', commission: 'living-environment' },
        text,
      });
      const line = await submissionLine(device, envelope, { incarnation, number: index + 1 });
      await deliver(hubUrl, device, HOME_TENANT, [line]);
    }
    await addDemoFleet(database);
  } finally {
    await database.end();
  }
}

async function walk(page: Page, { consoleUrl, agentPassword }: RunningCity): Promise<void> {
  await page.goto(consoleUrl);
  await page.getByLabel('Nom').waitFor();
  await take(page, 'console-entrer');
  await new Agent(page).signIn(consoleUrl, DEMO_AGENT, agentPassword ?? '');
  await page.locator('.inbox-row').first().click();
  await page.locator('.written').first().waitFor();
  await take(page, 'console-demandes');
  await page.getByRole('link', { name: 'Bornes' }).click();
  await page.getByRole('button', { name: /Elsa-Triolet/ }).waitFor();
  await take(page, 'console-bornes');
  await page.getByRole('button', { name: /Elsa-Triolet/ }).click();
  await page.getByRole('heading', { name: 'Bibliothèque Elsa-Triolet' }).waitFor();
  await take(page, 'console-borne');
  await page.getByRole('button', { name: 'Ajouter une borne' }).click();
  await page.getByLabel('Où sera-t-elle ?').selectOption({ label: 'Mairie, hall' });
  await page.getByRole('button', { name: 'Créer le code' }).click();
  await page.locator('.code-picture').waitFor();
  await take(page, 'console-ajouter');
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}
