import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { type Words } from '../../shared/model/index.ts';
import { sealEnvelope } from '../../shared/sealing/index.ts';
import { type City, startCity } from './city.ts';
import {
  deliver,
  enrolDevice,
  quickReceipt,
  submissionLine,
  type TestDevice,
  type TestReceipt,
} from './device.ts';

const CONSOLE_FOLDER = resolve(import.meta.dirname, '../../dist/console');
const PAGE_FOLDER = resolve(import.meta.dirname, '../../dist/page');
const SERVICE = 'droit-de-proposition-populaire';

/** For one element to appear. */
const PATIENCE_MILLISECONDS = 10_000;

const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A visitor's proposal as it was written at a kiosk. */
interface Written {
  text: string;
  language?: Words['language'];
  kind?: string;
  commission?: string;
  formVersion?: number;
}

export interface ConsoleBench {
  city: City;
  browser: Browser;
  /** A page of its own, without cookies, that reports what the browser complains about. */
  open(options?: { width?: number; height?: number; address?: string }): Promise<ConsolePage>;
  /** Delivers a proposal as a kiosk does; answers with what its receipt opens. */
  receive(written: Written): Promise<{ id: string; receipt: TestReceipt }>;
  device: TestDevice;
  stop(): Promise<void>;
}

export interface ConsolePage {
  page: Page;
  /** What the browser's console said: violations of the policy, failed scripts, and what a page might have leaked. */
  complaints: string[];
  signIn(password?: string): Promise<void>;
  close(): Promise<void>;
}

/** A real hub with its built console, a kiosk that delivers to it, and a browser. */
/** @param options.consoleFolder other pages than those that ship */
export async function startConsole(
  options: { tenants?: string[]; consoleFolder?: string } = {},
): Promise<ConsoleBench> {
  const { tenants = ['pantin'], consoleFolder = CONSOLE_FOLDER } = options;
  if (!existsSync(join(CONSOLE_FOLDER, 'index.html')))
    throw new Error('build the console first: npm run build');
  const city = await startCity({ tenants, consoleFolder, pageFolder: PAGE_FOLDER });
  const device = await enrolDevice(city.url, await city.enrolmentCode());
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: BROWSER_ARGUMENTS });
  const incarnation = randomUUID();
  let number = 0;

  return {
    city,
    browser,
    device,
    open: (options = {}) => openPage(browser, city, options),
    async receive(written) {
      number += 1;
      const receipt = await quickReceipt();
      const envelope = await sealWritten(device, receipt, written);
      const line = await submissionLine(device, envelope, { incarnation, number });
      const [outcome] = await deliver(city.url, device, 'pantin', [line]);
      if (outcome?.outcome !== 'accepted') throw new Error(`the hub said ${JSON.stringify(outcome)}`);
      return { id: line.id, receipt };
    },
    async stop() {
      await browser.close();
      await city.stop();
    },
  };
}

async function openPage(
  browser: Browser,
  city: City,
  {
    width = 1440,
    height = 900,
    address = '?city=pantin',
  }: { width?: number; height?: number; address?: string },
): Promise<ConsolePage> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'fr-FR' });
  context.setDefaultTimeout(PATIENCE_MILLISECONDS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${city.url}/console/${address}`);
  return {
    page,
    complaints,
    async signIn(password = city.agent.password) {
      await page.getByLabel('Nom').fill(city.agent.name);
      await page.getByLabel('Mot de passe').fill(password);
      await page.getByRole('button', { name: 'Entrer' }).click();
    },
    close: () => context.close(),
  };
}

async function sealWritten(device: TestDevice, receipt: TestReceipt, written: Written) {
  const hub = device.keyset.hub[0];
  const service = device.keyset.services[SERVICE]?.[0];
  if (hub === undefined || service === undefined) throw new Error('the keyset has no keys for proposals');
  const {
    kind = 'idea',
    commission = 'living-environment',
    language = 'fr',
    formVersion = 1,
    text,
  } = written;
  const { lookupId, keyPair, season } = receipt;
  return sealEnvelope(
    {
      format: 'borne/v1',
      id: randomUUID(),
      tenant: 'pantin',
      service: SERVICE,
      form: { id: SERVICE, version: formVersion },
      hubKey: hub.kid,
      serviceKey: service.kid,
    },
    {
      facts: { receipt: { lookupId, publicKey: keyPair.publicKey, season }, choices: { kind, commission } },
      words: { language, texts: { text }, choices: {} },
    },
    { hub, service },
  );
}
