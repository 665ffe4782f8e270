import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Plugin } from 'vite';
import { VOICE_NAMES, type VoiceName } from './voices.ts';

/*
 * The package espeak-ng-emscripten carries the voices of 140 languages in one file of 24 MB, and a list of what lies where
 * in it. The page gets the voices that it offers: what all share in one file, and one dictionary for each language, so
 * that a French visitor does not wait for the 8.5 MB of the Russian one.
 */

const PACKAGE = '@echogarden/espeak-ng-emscripten';
/** The script, its data and its licence are served from here; shared/contract/page-policy.ts knows this folder. */
const SERVED_FROM = 'speech/';
const DATA_ROOT = '/usr/share/espeak-ng-data/';

/** What espeak reads for every voice. English is here because every language borrows its words. */
const SHARED = ['phondata', 'phonindex', 'phontab', 'intonations', 'en_dict'];

const DEFINITIONS: Record<VoiceName, string> = {
  fr: 'lang/roa/fr',
  en: 'lang/gmw/en',
  ar: 'lang/sem/ar',
  es: 'lang/roa/es',
  pt: 'lang/roa/pt',
  tr: 'lang/trk/tr',
  cmn: 'lang/sit/cmn',
  ta: 'lang/dra/ta',
  bn: 'lang/inc/bn',
  ur: 'lang/inc/ur',
  ro: 'lang/roa/ro',
  uk: 'lang/zle/uk',
  ru: 'lang/zle/ru',
};

interface Entry {
  name: string;
  start: number;
  end: number;
}

export interface EspeakParts {
  /** The package's script with a list of the shared files only. */
  script: string;
  /** What lies beside it, by name. */
  files: Map<string, Buffer>;
}

/** Cuts the package to the voices that the page offers. Throws when the package is not made as it was. */
export function cutEspeak(script: string, data: Buffer): EspeakParts {
  const list = readList(script, data.length);
  const at = new Map(list.entries.map((entry) => [entry.name, entry]));
  const read = (name: string): Buffer => {
    const entry = at.get(DATA_ROOT + name);
    if (!entry) throw changed(`it has no ${name}`);
    return data.subarray(entry.start, entry.end);
  };
  const shared = [...SHARED, ...Object.values(DEFINITIONS)].map((name) => ({ name, bytes: read(name) }));
  const dictionaries = VOICE_NAMES.filter((voice) => !SHARED.includes(`${voice}_dict`));
  return {
    script: script.replace(list.written, () => writeList(shared)),
    files: new Map([
      ['voices.data', Buffer.concat(shared.map(({ bytes }) => bytes))],
      ...dictionaries.map((voice) => [`${voice}_dict.data`, read(`${voice}_dict`)] as const),
    ]),
  };
}

const LIST = /loadPackage\(\{files:\[(.*?)\],remote_package_size:(\d+)\}\)/s;
const ENTRY = /^\{filename:"([^"]+)",start:(\d+),end:(\d+)\}$/;

function readList(script: string, size: number): { written: string; entries: Entry[] } {
  const [written, files = '', total] = LIST.exec(script) ?? [];
  if (written === undefined || script.split('loadPackage({').length !== 2) throw changed('its list of files');
  if (Number(total) !== size) throw changed('its data is not as long as its list says');
  const entries = files.split(/(?<=\}),/).map((text) => {
    const [, name, start, end] = ENTRY.exec(text) ?? [];
    if (name === undefined) throw changed('an entry of its list of files');
    return { name, start: Number(start), end: Number(end) };
  });
  let next = 0;
  for (const { start, end } of entries) {
    if (start !== next || end < start) throw changed('the files do not follow each other');
    next = end;
  }
  if (next !== size) throw changed('the files are not all of the data');
  return { written, entries };
}

function writeList(files: { name: string; bytes: Buffer }[]): string {
  let next = 0;
  const entries = files.map(({ name, bytes }) => {
    const start = next;
    next += bytes.length;
    return `{filename:${JSON.stringify(DATA_ROOT + name)},start:${start},end:${next}}`;
  });
  return `loadPackage({files:[${entries.join(',')}],remote_package_size:${next}})`;
}

/** The script also runs in Node: in a worker it never asks for these modules, but a bundler would look for them. */
function withoutNode(script: string): string {
  const parts = ['await import("module")', 'require("', 'import.meta.url'];
  for (const part of parts) if (!script.includes(part)) throw changed(`it has no ${part}`);
  return script
    .replace('await import("module")', '{}')
    .replaceAll('require("', 'onlyInNode("')
    .replaceAll('import.meta.url', 'self.location.href');
}

function changed(what: string): Error {
  return new Error(
    `${PACKAGE} is not made as it was (${what}): renderer/speech/espeak-package.ts must be looked at`,
  );
}

/** For the build of the worker that speaks: the cut package, with its data and its licence beside the worker. */
export function espeakPackage(): Plugin {
  const script = createRequire(import.meta.url).resolve(PACKAGE);
  const folder = dirname(script);
  return {
    name: 'espeak-package',
    transform: {
      filter: { id: /[\\/]espeak-ng-emscripten[\\/]espeak-ng\.js$/ },
      handler(code) {
        const parts = cutEspeak(code, readFileSync(join(folder, 'espeak-ng.data')));
        for (const [name, source] of parts.files)
          this.emitFile({ type: 'asset', fileName: SERVED_FROM + name, source });
        const licence = readFileSync(join(folder, 'COPYING'));
        this.emitFile({ type: 'asset', fileName: `${SERVED_FROM}espeak-ng-licence.txt`, source: licence });
        return { code: withoutNode(parts.script), map: null };
      },
    },
  };
}
