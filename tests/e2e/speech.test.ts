import { rmSync } from 'node:fs';
import { type Page, type Worker } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchKiosk, type RunningKiosk } from '../support/kiosk.ts';
import { buildSpeechPage } from '../support/speech-page.ts';

/** The voice in the real window: only Electron shows whether a worker of our own scheme works under our own policy. */
let kiosk: RunningKiosk;
let page: Page;
let pageFolder: string;

beforeAll(async () => {
  pageFolder = await buildSpeechPage();
  kiosk = await launchKiosk({ probe: true, pageFolder });
  page = await kiosk.page();
});

afterAll(async () => {
  await kiosk.close();
  rmSync(kiosk.dataFolder, { recursive: true, force: true });
  rmSync(pageFolder, { recursive: true, force: true });
});

test('a sentence is heard, word by word', async () => {
  const text = 'Bonjour, vous pouvez proposer une idée.';
  const heard = await page.evaluate((text) => window.bench.hear({ text, language: 'fr' }), text);
  expect(heard.said).toEqual({ ok: true, value: undefined });
  expect(heard.heardSeconds).toBeGreaterThan(1.5);
  expect(heard.words.map(({ start, end }) => text.slice(start, end))).toEqual([
    'Bonjour',
    'vous',
    'pouvez',
    'proposer',
    'une',
    'idée',
  ]);
  const warm = await page.evaluate((text) => window.bench.hear({ text, language: 'fr' }), text);
  console.log(
    `Electron ${kiosk.electron.version}, to the first sound: ` +
      `${Math.round(heard.firstSoundMilliseconds)} ms cold, ${Math.round(warm.firstSoundMilliseconds)} ms warm`,
  );
});

test('the worker reaches the voices and nothing else', async () => {
  const worker = await workerOf(page);
  const reached = await worker.evaluate(async () => {
    const reach = (address: string) =>
      fetch(address).then(
        ({ status }) => status,
        () => 'refused',
      );
    return {
      voices: await reach('app://borne/speech/voices.data'),
      page: await reach('app://borne/index.html'),
      outside: await reach('http://127.0.0.1:9/'),
    };
  });
  expect(reached).toEqual({ voices: 200, page: 'refused', outside: 'refused' });
});

test('the page itself reaches nothing, and runs no WebAssembly', async () => {
  const reached = await page.evaluate(async () => {
    const voices = await fetch('app://borne/speech/voices.data').then(
      () => 'reached',
      () => 'refused',
    );
    const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    const assembly = await WebAssembly.compile(empty).then(
      () => 'compiled',
      () => 'refused',
    );
    return { voices, assembly };
  });
  expect(reached).toEqual({ voices: 'refused', assembly: 'refused' });
});

async function workerOf(page: Page): Promise<Worker> {
  const speaking = page.workers().find((worker) => worker.url().startsWith('app://borne/speech/'));
  if (!speaking) throw new Error('no worker speaks');
  return speaking;
}
