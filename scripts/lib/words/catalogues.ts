import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, LANGUAGES } from '../../../shared/model/index.ts';

export interface FrenchEntry {
  text: string;
  /** Tells translators where the text stands. */
  note: string;
}

/** What a translator writes: texts, who made them, and the day a person approved them. */
export interface Catalogue {
  language: Language;
  file: string;
  by: string | undefined;
  checkedAt: string | undefined;
  texts: Record<string, string>;
}

export interface Catalogues {
  frenchFile: string;
  french: Record<string, FrenchEntry>;
  others: Catalogue[];
  /** Keys that stand twice in a file, of which reading keeps one: two people added the same text. */
  twice: { file: string; key: string }[];
  /** Files of languages that shared/model offers and nobody has written yet. */
  absent: string[];
}

/** The plural form that a key is for, as i18next writes it at the end of a key. */
const PLURAL_FORM = /_(zero|one|two|few|many|other)$/;

export function baseOf(key: string): string {
  return key.replace(PLURAL_FORM, '');
}

/** `one` of `review.kept_one`; undefined for a key without plural forms. */
export function pluralFormOf(key: string): string | undefined {
  return PLURAL_FORM.exec(key)?.[1];
}

/** The French text that a key translates: of plural forms that French does not have, its most general one. */
export function frenchFor(catalogues: Catalogues, key: string): FrenchEntry | undefined {
  return catalogues.french[key] ?? catalogues.french[`${baseOf(key)}_other`];
}

/** A key of a catalogue at its margin, as the formatter writes it. */
const KEY_AT_THE_MARGIN = /^ {2}"((?:[^"\\]|\\.)*)":/gm;

/** Reads the catalogues of all languages. @param root the folder of the repository */
export function readCatalogues(root: string): Catalogues {
  const read = (language: Language) => readFileSync(join(root, fileOf(language)), 'utf8');
  const isThere = (language: Language) => existsSync(join(root, fileOf(language)));
  const others = LANGUAGES.filter((language) => language !== 'fr' && isThere(language));
  return {
    frenchFile: fileOf('fr'),
    french: JSON.parse(read('fr')) as Catalogues['french'],
    others: others.map((language) => catalogueFrom(language, read(language))),
    absent: LANGUAGES.filter((language) => !isThere(language)).map(fileOf),
    twice: LANGUAGES.filter(isThere).flatMap((language) =>
      keysStandingTwice(read(language)).map((key) => ({ file: fileOf(language), key })),
    ),
  };
}

function catalogueFrom(language: Language, json: string): Catalogue {
  const { '@by': by, '@checkedAt': checkedAt, ...texts } = JSON.parse(json) as Record<string, string>;
  return { language, file: fileOf(language), by, checkedAt, texts };
}

export function keysStandingTwice(json: string): string[] {
  const keys = [...json.matchAll(KEY_AT_THE_MARGIN)].map(([, key]) => key ?? '');
  return keys.filter((key, index) => keys.indexOf(key) < index);
}

function fileOf(language: Language): string {
  return `resources/locales/${language}.json`;
}
