import { type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSER, BROWSER_FLAGS } from '../../scripts/lib/browser.ts';
import { startKiosk } from '../support/pages.ts';
import { ARTICLE, buildSpeechPage } from '../support/speech-page.ts';

/** The voice in a browser: every language is really spoken, by its own voice, at the speed asked for, until stopped. */
type Tongue = keyof typeof ARTICLE;
const TONGUES = Object.keys(ARTICLE) as Tongue[];
const SLOWEST = 1;
const FASTEST = 8;

/** acc-27, in the languages that write words as English does; in the others the article takes as long as it does there. */
const COUNTED_IN_WORDS = new Set<Tongue>(['fr', 'en', 'es', 'pt-PT', 'ur', 'ro']);
const PLAUSIBLE_SECONDS = [12.5, 17] as const;

/** Read out differently in every language, and written the same. */
const NUMBERS = '127, 358, 2 609.';

let folders: string[];
let kiosk: ChildProcess;
let browser: Browser;
let address: string;
let page: Page;

beforeAll(async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'borne-speech-'));
  writeFileSync(join(dataFolder, 'configuration.json'), JSON.stringify({ hub: 'http://127.0.0.1:9' }));
  const pageFolder = await buildSpeechPage();
  folders = [dataFolder, pageFolder];
  ({ address, process: kiosk } = await startKiosk(dataFolder, pageFolder));
  // As in the kiosk's window: speech begins without a touch when a headset is plugged in.
  const args = [...BROWSER_FLAGS, '--autoplay-policy=no-user-gesture-required'];
  browser = await chromium.launch({ executablePath: BROWSER, args });
  page = await browser.newPage();
  await page.goto(address);
});

afterAll(async () => {
  await browser.close();
  kiosk.kill('SIGTERM');
  await new Promise((ended) => kiosk.once('exit', ended));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function record(name: string, utterance: { text: string; language: string; rate?: number }) {
  return page.evaluate(([name, utterance]) => window.bench.record(name, utterance), [
    name,
    utterance,
  ] as const);
}

function likeness(one: string, other: string): Promise<number> {
  return page.evaluate(([one, other]) => window.bench.likeness(one, other), [one, other] as const);
}

describe.each(TONGUES)('in %s', (language) => {
  const text = ARTICLE[language];

  test('the article is spoken, every word is told, and its speed goes from half to double', async () => {
    const { said, seconds, loudness, words } = await record('usual', { text, language });
    expect(said).toEqual({ ok: true, value: undefined });
    expect(loudness).toBeGreaterThan(0.03);
    expect(seconds).toBeGreaterThan(PLAUSIBLE_SECONDS[0]);
    expect(seconds).toBeLessThan(PLAUSIBLE_SECONDS[1]);
    const segments = new Intl.Segmenter(language, { granularity: 'word' }).segment(text);
    const written = [...segments].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(written);
    if (COUNTED_IN_WORDS.has(language)) {
      const wordsPerMinute = (60 * written.length) / seconds;
      expect(wordsPerMinute).toBeGreaterThan(118);
      expect(wordsPerMinute).toBeLessThan(135);
    }
    const fast = await record('fast', { text, language, rate: FASTEST });
    const slow = await record('slow', { text, language, rate: SLOWEST });
    expect(seconds / fast.seconds).toBeCloseTo(2, 0.5);
    expect(slow.seconds / seconds).toBeCloseTo(2, 0.5);
    expect(slow.loudness).toBeCloseTo(loudness, 1.5);
  });
});

test('the languages of the kiosk are spoken, easy French as French', async () => {
  const { languages, steps } = await page.evaluate(() => window.bench);
  expect(languages.toSorted()).toEqual([...TONGUES, 'fr-simple'].toSorted());
  expect(steps.rates).toBe(FASTEST);
  await record('French', { text: NUMBERS, language: 'fr' });
  await record('easy', { text: NUMBERS, language: 'fr-simple', rate: steps.usualRate });
  expect(await likeness('French', 'easy')).toBeGreaterThan(0.9);
});

test('nothing of the voice is fetched before it is needed, and then only what its language needs', async () => {
  const other = await browser.newPage();
  const fetched: string[] = [];
  other.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await other.goto(address);
  expect(fetched.filter((path) => path.startsWith('/speech/'))).toEqual([]);
  await other.evaluate(() => window.bench.record('first', { text: 'Oui.', language: 'fr' }));
  const files = fetched.filter((path) => path.startsWith('/speech/') && !path.endsWith('.js'));
  expect(files).toEqual(['/speech/voices.data', '/speech/fr_dict.data']);
  await other.close();
});

test('every language has a voice of its own, and keeps it after the others have spoken', async () => {
  for (const language of TONGUES) await record(language, { text: NUMBERS, language });
  for (const language of TONGUES) {
    await record('again', { text: NUMBERS, language });
    for (const other of TONGUES) {
      const alike = await likeness('again', other);
      if (other === language) expect(alike, `${language} again`).toBeGreaterThan(0.9);
      else expect(alike, `${language} and ${other}`).toBeLessThan(0.5);
    }
  }
});

test('a language without a voice is not spoken, least of all by the voice before', async () => {
  await record('French', { text: NUMBERS, language: 'fr' });
  for (const language of ['bm', 'wo', 'xx', 'fr-CA', '', 'constructor']) {
    const { said, seconds } = await record('none', { text: NUMBERS, language });
    expect(said).toEqual({ ok: false, reason: 'no-voice' });
    expect(seconds).toBe(0);
  }
});

test('a name in another script is read by a voice of that script', async () => {
  await record('alone', { text: 'Всі люди народжуються вільними', language: 'uk' });
  await record('in French', { text: 'Всі люди народжуються вільними', language: 'fr' });
  expect(await likeness('alone', 'in French')).toBeGreaterThan(0.9);
  const greek = await record('Greek', { text: 'Όλοι οι άνθρωποι', language: 'fr' });
  expect(greek).toMatchObject({ said: { ok: false, reason: 'no-voice' }, seconds: 0 });
});

test('what is played can be heard, and what is stopped cannot', async () => {
  const utterance = { text: ARTICLE.fr, language: 'fr' };
  await page.evaluate(() => window.bench.warmUp('fr'));
  const stopped = await page.evaluate((utterance) => window.bench.hear(utterance, 1_500), utterance);
  expect(stopped.said).toEqual({ ok: false, reason: 'stopped' });
  expect(stopped.heardSeconds).toBeGreaterThan(0.3);
  expect(stopped.soundAfterStopMilliseconds).toBeLessThan(100);
  const [first, second] = stopped.words.map(({ start, end }) => utterance.text.slice(start, end));
  expect([first, second]).toEqual(['Tous', 'les']);
  expect(stopped.words.length).toBeLessThan(10);
  console.log(`to the first sound, warmed up: ${Math.round(stopped.firstSoundMilliseconds)} ms`);
});

test('the loudest step is 12 dB over the one that every visit begins with', async () => {
  const { volumes, usualVolume } = await page.evaluate(() => window.bench.steps);
  const hear = (volume: number) =>
    page.evaluate((volume) => window.bench.hear({ text: 'Oui.', language: 'fr', volume }), volume);
  const decibels = 20 * Math.log10((await hear(volumes)).loudness / (await hear(usualVolume)).loudness);
  expect(decibels).toBeGreaterThan(11);
  expect(decibels).toBeLessThan(13);
});

test('saying something else ends what was being said', async () => {
  const [first, second] = await page.evaluate(async (text) => {
    const interrupted = window.bench.hear({ text, language: 'fr' });
    await new Promise((later) => {
      setTimeout(later, 500);
    });
    return Promise.all([interrupted, window.bench.hear({ text: 'Oui.', language: 'fr' })]);
  }, ARTICLE.fr);
  expect(first.said).toEqual({ ok: false, reason: 'stopped' });
  expect(second.said).toEqual({ ok: true, value: undefined });
});

describe('a worker that fails', () => {
  const utterance = { text: 'Oui.', language: 'fr' };

  /** Another page, whose first worker or two find no voices. */
  async function openWithout(times: number): Promise<void> {
    await page.close();
    page = await browser.newPage();
    await page.route('**/speech/voices.data', (route) => route.abort(), { times });
    await page.goto(address);
  }

  test('is replaced once', async () => {
    await openWithout(1);
    expect(await record('replaced', utterance)).toMatchObject({ said: { ok: true } });
  });

  test('twice has failed, until the next time', async () => {
    await openWithout(2);
    const failed = await record('failed', utterance);
    expect(failed).toMatchObject({ said: { ok: false, reason: 'voice-failed' }, seconds: 0 });
    expect(await record('next', utterance)).toMatchObject({ said: { ok: true } });
  });
});

test('the worker reaches the voices and nothing else, and runs no code besides its own', async () => {
  await record('any', { text: 'Oui.', language: 'fr' });
  const worker = page.workers().find((worker) => worker.url().includes('/speech/'));
  const reached = await worker?.evaluate(async () => {
    const reach = (address: string) =>
      fetch(address).then(
        ({ status }) => status,
        () => 'refused',
      );
    const attempt = (run: () => unknown) => {
      try {
        run();
        return 'ran';
      } catch {
        return 'refused';
      }
    };
    return {
      voices: await reach('/speech/voices.data'),
      page: await reach('/index.html'),
      contract: await reach('/rpc/reading/describe'),
      text: attempt(() => new Function('return 1')()),
      assembly: attempt(() => new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))),
    };
  });
  expect(reached).toEqual({
    voices: 200,
    page: 'refused',
    contract: 'refused',
    text: 'refused',
    assembly: 'refused',
  });
});
