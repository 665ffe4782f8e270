import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { cutEspeak, type EspeakParts } from '../../renderer/speech/espeak-package.ts';
import { type Espeak, openEspeak } from '../../renderer/speech/espeak.ts';
import { VOICE_NAMES, type VoiceName } from '../../renderer/speech/voices.ts';
import { findWords } from '../../renderer/speech/words.ts';
import { ARTICLE } from '../support/speech-page.ts';

/* espeak-ng itself, cut to our voices as the build does it, run by Node. */

/** Where the real package lies, read before its name is given to the cut one. */
const WHOLE = vi.hoisted(() => {
  const { resolve } = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  return resolve('@echogarden/espeak-ng-emscripten');
});

vi.mock('@echogarden/espeak-ng-emscripten', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'borne-espeak-'));
  const file = join(folder, 'espeak-ng.mjs');
  writeFileSync(file, readParts().script);
  const module: unknown = await import(pathToFileURL(file).href);
  rmSync(folder, { recursive: true });
  return module as object;
});

function readPackage(): { script: string; data: Buffer } {
  return {
    script: readFileSync(WHOLE, 'utf8'),
    data: readFileSync(join(dirname(WHOLE), 'espeak-ng.data')),
  };
}

function readParts(): EspeakParts {
  const { script, data } = readPackage();
  return cutEspeak(script, data);
}

const ARTICLE_OF: Record<VoiceName, string> = { ...ARTICLE, pt: ARTICLE['pt-PT'], cmn: ARTICLE['zh-Hans'] };

let parts: EspeakParts;
let read: string[];

function open(): Promise<Espeak> {
  read = [];
  return openEspeak((file) => {
    read.push(file);
    const bytes = parts.files.get(file);
    return Promise.resolve(bytes && new Uint8Array(bytes).buffer);
  });
}

interface Spoken {
  found: boolean;
  samples: Buffer;
  /** What is written at each place that was told. */
  words: string[];
}

async function speak(espeak: Espeak, voice: string, text: string): Promise<Spoken> {
  const parts: Float32Array[] = [];
  const words: string[] = [];
  const find = findWords(text, voice === 'cmn' ? 'zh' : 'fr', 'word');
  const found = await espeak.speak(voice, 175, text, (more, marks) => {
    parts.push(more);
    for (const { place } of marks) {
      const word = find(place);
      if (word) words.push(text.slice(word.start, word.end));
    }
  });
  const samples = Buffer.concat(parts.map(({ buffer }) => Buffer.from(buffer)));
  return { found, samples, words: words.filter((word, index) => word !== words[index - 1]) };
}

beforeAll(() => {
  parts = readParts();
});

describe('the words of a text are told where they stand', () => {
  test.each<[string, string, string[]]>([
    ['fr', 'Où est l’élève ?', ['Où', 'est', 'l’élève']],
    ['ar', 'يولد جميع الناس', ['يولد', 'جميع', 'الناس']],
    ['ta', 'ஒரு யோசனை சொல்லலாம்', ['ஒரு', 'யோசனை', 'சொல்லலாம்']],
    ['bn', 'আপনি একটি ধারণা', ['আপনি', 'একটি', 'ধারণা']],
    ['ur', 'آپ ایک خیال', ['آپ', 'ایک', 'خیال']],
    ['cmn', '您可以提出建议', ['您', '可以', '提出', '建议']],
    ['fr', 'un 😀 deux 👩‍👩‍👧 trois', ['un', '😀', 'deux', '👩‍👩‍👧', 'trois']],
    ['fr', 'le 3949 ou 12500 oui', ['le', '3949', 'ou', '12500', 'oui']],
    ['uk', 'Всі люди', ['Всі', 'люди']],
  ])('%s: %s', async (voice, text, expected) => {
    const { words } = await speak(await open(), voice, text);
    expect(words).toEqual(expected);
  });
});

describe('a voice', () => {
  test('that is not there says nothing, even after another has spoken', async () => {
    const espeak = await open();
    expect((await speak(espeak, 'fr', 'Bonjour')).samples.length).toBeGreaterThan(20_000);
    expect(await speak(espeak, 'it', 'Bonjour')).toEqual({
      found: false,
      samples: Buffer.alloc(0),
      words: [],
    });
  });

  test('whose dictionary is there, but which espeak does not know, says nothing', async () => {
    parts.files.set('it_dict.data', parts.files.get('fr_dict.data') ?? Buffer.alloc(0));
    expect((await speak(await open(), 'it', 'Bonjour')).samples).toHaveLength(0);
    parts.files.delete('it_dict.data');
  });

  test('reads its own dictionary, once', async () => {
    const espeak = await open();
    await espeak.load('ru');
    await speak(espeak, 'ru', 'Вы');
    await speak(espeak, 'en', 'You');
    expect(read).toEqual(['voices.data', 'ru_dict.data']);
  });

  test('sounds as it does in the whole package, to the last sample', async () => {
    const cut = await open();
    const { default: openWhole } = await vi.importActual<typeof import('@echogarden/espeak-ng-emscripten')>(
      '@echogarden/espeak-ng-emscripten',
    );
    const whole = new (await openWhole()).eSpeakNGWorker();
    whole.rate = 175;
    for (const voice of VOICE_NAMES) {
      const text = ARTICLE_OF[voice].slice(0, 40);
      expect(whole.set_voice(voice, voice)).toBe(0);
      const parts: Buffer[] = [];
      whole.synthesize(text, (more) => {
        parts.push(Buffer.from(Float32Array.from(more, (sample) => sample / 32_768).buffer));
        return false;
      });
      const { samples } = await speak(cut, voice, text);
      expect(samples.equals(Buffer.concat(parts)), voice).toBe(true);
    }
  }, 60_000);
});

describe('the package', () => {
  test('is cut to half, and Russian is most of what is left', () => {
    const sizes = [...parts.files].map(([name, { length }]) => ({ name, megabytes: length / 1e6 }));
    expect(sizes.map(({ name }) => name).toSorted()).toEqual(
      ['voices', ...VOICE_NAMES.filter((voice) => voice !== 'en').map((voice) => `${voice}_dict`)]
        .map((name) => `${name}.data`)
        .toSorted(),
    );
    expect(sizes.reduce((sum, { megabytes }) => sum + megabytes, 0)).toBeLessThan(12.5);
    expect(sizes.find(({ name }) => name === 'voices.data')?.megabytes).toBeLessThan(1);
  });

  test.each<[string, (script: string, data: Buffer) => [string, Buffer]]>([
    [
      'its list of files',
      (script, data) => [script.replace('loadPackage({files', 'loadPackage({list'), data],
    ],
    ['as long as its list', (script, data) => [script, data.subarray(1)]],
    ['an entry', (script, data) => [script.replace(/,start:(\d+),end/, ',start:$1,size:0,end'), data]],
    ['follow each other', (script, data) => [script.replace(/start:121473/, 'start:121474'), data]],
    ['no lang/roa/fr', (script, data) => [script.replace('lang/roa/fr"', 'lang/roa/fr-old"'), data]],
    ['no ta_dict', (script, data) => [script.replace('/ta_dict"', '/ta_words"'), data]],
  ])('of another making is not cut: %s', (complaint, change) => {
    const { script, data } = readPackage();
    expect(() => cutEspeak(...change(script, data))).toThrow(complaint);
  });
});
