import { type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Frame, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PreviewDraft } from '../../city/console/preview/index.ts';
import { Visitor } from '../../scripts/lib/visitor-walk.ts';
import { formSchema, type Language, serviceSchema, wordingFor } from '../../shared/model/index.ts';
import { type ConsoleBench, type ConsolePage, startConsole } from '../support/console.ts';
import { eventually } from '../support/eventually.ts';
import { differentStyles, everything } from '../support/everything.ts';
import { startKiosk } from '../support/pages.ts';
import { buildConsoleWithEditor } from '../support/preview-page.ts';
import { consoleRules } from '../support/console-checks.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SERVICE = 'mutuelle-sante-municipale';
const PROPOSAL = 'droit-de-proposition-populaire';
const NOON = new Date('2026-06-01T12:00:00+02:00');

/** So large that a whole panel and the choices beside it fit in without being made smaller. */
const WALL = { width: 2300, height: 2200 };

let consoleFolder: string;
let bench: ConsoleBench;
let kiosk: { address: string; process: ChildProcess };
let dataFolder: string;

beforeAll(async () => {
  consoleFolder = await buildConsoleWithEditor();
  bench = await startConsole({ tenants: ['pantin', 'paris'], consoleFolder });
  dataFolder = mkdtempSync(join(tmpdir(), 'borne-preview-'));
  const configuration = {
    hub: bench.city.url,
    enrolmentCode: await bench.city.enrolmentCode(),
    syncEverySeconds: 1,
    bootSplaySeconds: 0,
  };
  writeFileSync(join(dataFolder, 'configuration.json'), JSON.stringify(configuration));
  kiosk = await startKiosk(dataFolder, join(ROOT, 'dist/page'));
});

afterAll(async () => {
  kiosk.process.kill('SIGTERM');
  await new Promise((ended) => kiosk.process.once('exit', ended));
  await bench.stop();
  for (const folder of [consoleFolder, dataFolder]) rmSync(folder, { recursive: true, force: true });
});

describe('the city’s kiosk, as it is published', () => {
  test('stands in its own section, with all that can be chosen, and is accessible', async () => {
    const open = await openSection();
    const { page } = open;
    await frameOf(page).getByRole('heading', { name: 'Que voulez-vous faire ?' }).waitFor();
    const labels = await page.locator('.preview-choices label').allTextContents();
    expect(labels).toEqual([
      'Écran',
      'Langue',
      'Taille du texte',
      'Couleurs',
      'Hauteur des commandes',
      'Commencer à',
      'Agrandissement',
    ]);
    expect(await page.getByLabel('Langue', { exact: true }).locator('option').count()).toBe(14);
    const axe = await consoleRules(page).exclude('iframe').analyze();
    expect(axe.violations).toEqual([]);
    expect(open.complaints).toEqual([]);
    await open.close();
  });

  test('keeps the panel’s proportions, and is whole in the window', async () => {
    const open = await openSection();
    const { page } = open;
    await frameOf(page).getByRole('heading').first().waitFor();
    for (const [name, ratio] of [
      ['21,5 pouces, debout', 1080 / 1920],
      ['21,5 pouces, couché', 1920 / 1080],
      ['32 pouces, debout', 1080 / 1920],
    ] as const) {
      await page.getByLabel('Écran', { exact: true }).selectOption({ label: name });
      const box = await page.locator('.preview-panel').boundingBox();
      if (!box) throw new Error('the panel is not there');
      expect(box.width / box.height).toBeCloseTo(ratio, 2);
      expect(box.y + box.height).toBeLessThanOrEqual(900);
      expect(box.x + box.width).toBeLessThanOrEqual(1440);
    }
    await open.close();
  });

  test('leaves the keyboard to whoever chooses beside it', async () => {
    const open = await openSection();
    const { page } = open;
    const frame = frameOf(page);
    await frame.getByRole('heading', { name: 'Que voulez-vous faire ?' }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.localName);
    expect(await focused()).not.toBe('iframe');
    await page.getByLabel('Commencer à').focus();
    await page.keyboard.press('ArrowDown');
    await frame.locator('.welcome-touch').waitFor();
    await page.waitForTimeout(500);
    expect(await focused()).toBe('select');
    await page.keyboard.press('ArrowUp');
    await frame.getByRole('heading', { name: 'Que voulez-vous faire ?' }).waitFor();
    await page.waitForTimeout(500);
    expect(await focused()).toBe('select');
    await open.close();
  });

  test.each([
    { language: 'fr', textSize: 'extra-large', theme: 'soft', low: false },
    { language: 'ar', textSize: 'medium', theme: 'white-on-black', low: true },
  ] as const)('is the visitor’s page to the pixel: $language, $textSize, $theme', async (wanted) => {
    const shown = await showPreview(wanted);
    const seen = await visit(wanted);
    for (const at of ['home', 'service'] as const) {
      await shown.go(at);
      await seen.go(at);
      const [preview, real] = await Promise.all([everything(shown.frame), everything(seen.page)]);
      expect(preview.elements).toEqual(real.elements);
      expect(differentStyles(preview, real)).toEqual([]);
      // A busy machine may still be drawing one of them.
      await eventually(async () => {
        const picture = await shown.page.locator('iframe').screenshot();
        // Where a soft edge is cut into tiles, a browser rounds as it likes: far less than an eye can see.
        expect(await farthestPixel(picture, await seen.page.screenshot())).toBeLessThanOrEqual(8);
      });
    }
    await shown.close();
    await seen.close();
  });
});

describe('drafts', () => {
  test('are laid over what is published, at the screen that they are about, as they are written', async () => {
    const editor = await openEditor();
    const { page } = editor;
    const inside = frameOf(page);
    await editor.edit([draftOf({ name: 'Mutuelle d’essai' })], { collection: 'service', id: SERVICE });
    await inside.getByRole('heading', { name: 'Mutuelle d’essai' }).waitFor();
    await editor.edit([draftOf({ name: 'Mutuelle récrite' })], { collection: 'service', id: SERVICE });
    await inside.getByRole('heading', { name: 'Mutuelle récrite' }).waitFor({ timeout: 3_000 });
    await editor.edit([], { collection: 'commitment', id: 'centre-de-sante-quatre-chemins' });
    await page.getByText('n’a pas encore d’écran').waitFor();
    await editor.edit([{ ...draftOf({}), body: '{"name":1}' }], { collection: 'service', id: SERVICE });
    await page.getByText('n’est pas encore complet').waitFor();
    const axe = await consoleRules(page).exclude('iframe').analyze();
    // A page that is only an editor has no heading of its own.
    expect(axe.violations.filter(({ id }) => id !== 'page-has-heading-one')).toEqual([]);
    expect(editor.complaints).toEqual([]);
    await editor.close();
  });

  test('with a script in them show it as text, and it does nothing', async () => {
    const evil = '<img src=x onerror="globalThis.ran = true"><script>globalThis.ran = true</script>';
    const editor = await openEditor();
    await editor.edit([draftOf({ name: evil, summary: evil })], { collection: 'service', id: SERVICE });
    const heading = frameOf(editor.page).getByRole('heading', { name: evil }).first();
    await heading.waitFor();
    expect(await heading.textContent()).toContain('<script>');
    for (const place of [editor.page, await insideOf(editor.page)]) {
      expect(await place.evaluate(() => Reflect.get(globalThis, 'ran') as unknown)).toBeUndefined();
      expect(await place.locator('img').count()).toBe(0);
    }
    expect(editor.complaints).toEqual([]);
    await editor.close();
  });

  test('of a form can be filled in, and then it says that nothing is sent', async () => {
    const editor = await openEditor({ width: 1440, height: 1200 });
    const { page } = editor;
    const walk = new Visitor(page, 'fr');
    const form = formSchema.parse(JSON.parse(readFileSync(recordFile('form', PROPOSAL), 'utf8')));
    const questions = form.questions.map((each) =>
      each.kind === 'text' ? { ...each, publishes: true } : each,
    );
    const body = JSON.stringify({ ...form, questions });
    await editor.edit([{ collection: 'form', id: PROPOSAL, scope: 'public', body }], {
      collection: 'form',
      id: PROPOSAL,
    });
    const inside = await insideOf(page);
    const touch = (key: string) =>
      inside
        .getByRole('button', { name: walk.words(key) })
        .first()
        .click();
    await touch('proposal.start');
    for (const question of formSchema.parse(JSON.parse(readFileSync(recordFile('form', PROPOSAL), 'utf8')))
      .questions) {
      await inside.getByRole('heading', { name: wordingFor(question.title, 'fr').text }).waitFor();
      if (question.kind === 'choice') await inside.locator('.choice-card').first().click();
      else {
        // As a physical keyboard begins: until then the field takes no text from elsewhere.
        await inside.locator('textarea').press('Delete');
        await page.keyboard.insertText('Des bancs.');
        await touch('continue');
      }
    }
    // What the draft changed is told before sending.
    await inside.getByText('une copie sans votre nom sera montrée à tout le monde').waitFor();
    await touch('review.send');
    await inside.getByText('Rien n’est envoyé, et il n’y a pas de code').waitFor();
    const { rows } = await bench.city.database.query('select 1 from submission');
    expect(rows).toEqual([]);
    await editor.close();
  });
});

test('the page in the frame reaches neither the console nor its session, nor anything else', async () => {
  const open = await openSection();
  const { page } = open;
  await frameOf(page).getByRole('heading').first().waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const inside = await insideOf(page);
  const tried = await inside.evaluate(async () => {
    const outcome = async (what: () => unknown) => {
      try {
        return String(await what());
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      origin: self.origin,
      parent: await outcome(() => parent.document.title),
      cookie: await outcome(() => document.cookie),
      storage: await outcome(() => localStorage.length),
      call: await outcome(() =>
        fetch('/console/rpc/me', { method: 'POST', headers: { 'x-borne-console': '1' }, body: '{}' }),
      ),
      elsewhere: await outcome(() => fetch('https://example.org/')),
      worker: await outcome(() => {
        const rules = Reflect.get(globalThis, 'trustedTypes') as {
          createPolicy(name: string, rule: object): { createScriptURL(address: string): string };
        };
        const rule = rules.createPolicy('test', { createScriptURL: (address: string) => address });
        return new Worker(rule.createScriptURL('/console/preview/assets/x.js'));
      }),
      opened: await outcome(() => window.open('about:blank')),
      away: await outcome(() => {
        (top as Window).location.href = 'about:blank';
      }),
    };
  });
  expect(tried).toEqual({
    origin: 'null',
    parent: 'SecurityError',
    cookie: 'SecurityError',
    storage: 'SecurityError',
    call: 'TypeError',
    elsewhere: 'TypeError',
    worker: 'SecurityError',
    opened: 'null',
    away: 'SecurityError',
  });
  expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([]);
  expect(page.url()).toContain('/console/');
  await open.close();
});

interface Wanted {
  language: Language;
  textSize: 'small' | 'medium' | 'large' | 'extra-large';
  theme: 'light' | 'soft' | 'white-on-black' | 'black-on-white';
  low: boolean;
}

async function openSection(): Promise<ConsolePage> {
  const open = await bench.open({ address: '?city=pantin#preview' });
  await open.signIn();
  await open.page.locator('iframe').waitFor();
  return open;
}

function frameOf(page: Page) {
  return page.frameLocator('iframe');
}

/** The page in the frame, to run scripts in. */
async function insideOf(page: Page): Promise<Frame> {
  const inside = await (await page.locator('iframe').elementHandle())?.contentFrame();
  if (!inside) throw new Error('there is no page in the frame');
  return inside;
}

/** A page that has nothing but drafts, as an editor would hold them. */
async function openEditor(view: { width: number; height: number } = { width: 1440, height: 900 }) {
  const context = await bench.browser.newContext({ viewport: view, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${bench.city.url}/console/editor/`);
  const { name, password } = bench.city.agent;
  await page.evaluate(([name, password]) => window.signIn(name, password), [name, password] as const);
  return {
    page,
    complaints,
    edit: (drafts: PreviewDraft[], opens?: { collection: string; id: string }) =>
      page.evaluate((edited) => window.edit(edited), { drafts, ...(opens ? { opens } : {}) }),
    close: () => context.close(),
  };
}

/** The preview in an editor on a screen so large that nothing is made smaller, and its clock stands still. */
async function showPreview({ language, textSize, theme, low }: Wanted) {
  const { page, edit, close } = await openEditor(WALL);
  await page.clock.setFixedTime(NOON);
  await edit([]);
  const choose = (label: string, value: string) =>
    page.getByLabel(label, { exact: true }).selectOption(value);
  await choose('Langue', language);
  await choose('Taille du texte', textSize);
  await choose('Couleurs', theme);
  await choose('Hauteur des commandes', low ? 'low' : 'usual');
  await choose('Agrandissement', 'pixels');
  const frame = await insideOf(page);
  return {
    frame,
    page,
    close,
    async go(at: 'home' | 'service') {
      if (at === 'service') await edit([], { collection: 'service', id: SERVICE });
      const title = at === 'home' ? new Visitor(page, language).words('home.title') : nameOfService(language);
      await frame.getByRole('heading', { name: title }).first().waitFor();
    },
  };
}

/** A visitor who comes to the same places on a kiosk, by touching. */
async function visit({ language, textSize, theme, low }: Wanted) {
  const context = await bench.browser.newContext({
    viewport: { width: 1080, height: 1920 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.clock.setFixedTime(NOON);
  await page.goto(kiosk.address);
  await page.locator('.welcome-sign').getByText('Pantin').waitFor({ timeout: 30_000 });
  const visitor = new Visitor(page, language);
  await visitor.arrive();
  await visitor.touch('frame.text');
  await visitor.card(visitor.words(`text.${textSize}`)).click();
  await visitor.card(visitor.words(`text.${theme}`)).click();
  if (low) {
    await visitor.touch('text.more');
    await visitor.card(visitor.words('text.height.low')).click();
  }
  await visitor.touch('text.done');
  return {
    page,
    close: () => context.close(),
    async go(at: 'home' | 'service') {
      if (at === 'service') {
        await visitor.openNeed('health');
        await visitor.openTheme('care');
        await visitor.card(nameOfService(language)).click();
        await page
          .getByRole('heading', { name: nameOfService(language) })
          .first()
          .waitFor();
      } else await visitor.sees('home.title');
      await page.mouse.move(0, 0);
    },
  };
}

/** By how much of 255 the two pictures differ where they differ most; more than that when their sizes do. */
async function farthestPixel(one: Buffer, other: Buffer): Promise<number> {
  const context = await bench.browser.newContext();
  const page = await context.newPage();
  const pictures = [one, other].map((picture) => picture.toString('base64'));
  const farthest = await page.evaluate(async (encoded) => {
    const [a, b] = await Promise.all(
      encoded.map(async (picture) => {
        const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes]));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        canvas?.drawImage(bitmap, 0, 0);
        return canvas?.getImageData(0, 0, bitmap.width, bitmap.height);
      }),
    );
    if (!a || !b || a.width !== b.width || a.height !== b.height) return Infinity;
    return a.data.reduce((most, value, at) => Math.max(most, Math.abs(value - (b.data[at] ?? 0))), 0);
  }, pictures);
  await context.close();
  return farthest;
}

/** The service's record with another name and summary. */
function draftOf({ name, summary }: { name?: string; summary?: string }): PreviewDraft {
  const service = JSON.parse(readFileSync(recordFile('service', SERVICE), 'utf8')) as object;
  const said = (text: string) => ({ original: 'fr', fr: { text, by: 'human' } });
  const body = {
    ...service,
    ...(name === undefined ? {} : { name: said(name) }),
    ...(summary === undefined ? {} : { summary: said(summary) }),
  };
  return { collection: 'service', id: SERVICE, scope: 'public', body: JSON.stringify(body) };
}

function nameOfService(language: Language): string {
  return wordingFor(serviceOf(SERVICE).name, language).text;
}

function serviceOf(id: string) {
  return serviceSchema.parse(JSON.parse(readFileSync(recordFile('service', id), 'utf8')));
}

function recordFile(collection: string, id: string): string {
  return join(ROOT, 'resources/cities/pantin', collection, `${id}.json`);
}
