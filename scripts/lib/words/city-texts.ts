import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Language,
  LANGUAGES,
  type Localized,
  originalOf,
  type Variant,
} from '../../../shared/model/index.ts';
import { type Fault, type Wording } from './fault.ts';

/** A text of a city's record, or one that its agents send, in the languages that it exists in. */
export interface CityText {
  file: string;
  /** Where it stands in the record, such as `facts.2.text`. */
  key: string;
  text: Localized;
}

/** What somebody types to find a service, in each language. */
export interface EverydayWords {
  file: string;
  words: Record<string, string[]>;
}

export interface CityTexts {
  texts: CityText[];
  everydayWords: EverydayWords[];
}

/** What a visitor chooses from or answers has to be there in every language; the rest falls back and says so. */
const IN_EVERY_LANGUAGE =
  /\/(service\/[^/]+ · name|form\/[^/]+ · .*|(tenant|ready-texts|lost-key-answer)\.json · .*)$/;
const AT_LEAST: readonly Language[] = ['fr', 'fr-simple', 'en', 'ar'];

const FEWEST_EVERYDAY_WORDS = 3;

const FILES = ['resources/cities/**/*.json', 'resources/locales/console/{ready-texts,lost-key-answer}.json'];

/** Reads all that the cities of the demo publish or answer. @param root the folder of the repository */
export function readCityTexts(root: string): CityTexts {
  const found: CityTexts = { texts: [], everydayWords: [] };
  for (const file of globSync(FILES, { cwd: root }).toSorted()) {
    const record = JSON.parse(readFileSync(join(root, file), 'utf8')) as { words?: Record<string, string[]> };
    collect(found, file, [], record);
    if (file.includes('/service/')) found.everydayWords.push({ file, words: record.words ?? {} });
  }
  return found;
}

function collect(found: CityTexts, file: string, path: string[], value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if ('original' in value) {
    found.texts.push({ file, key: path.join('.'), text: value as Localized });
    return;
  }
  for (const [name, inner] of Object.entries(value)) collect(found, file, [...path, name], inner);
}

/** The languages that a text lacks, and what its variants say of who made them. */
export function findCityFaults({ texts, everydayWords }: CityTexts): Fault[] {
  return [...texts.flatMap(findTextFaults), ...everydayWords.flatMap(findWordFaults)];
}

function findTextFaults({ file, key, text }: CityText): Fault[] {
  const wanted = IN_EVERY_LANGUAGE.test(`${file} · ${key}`) ? LANGUAGES : AT_LEAST;
  const missing = wanted.filter((language) => !text[language]);
  const unknown = Object.keys(text).filter(
    (name) => name !== 'original' && !(LANGUAGES as readonly string[]).includes(name),
  );
  return [
    ...missing.map((language) => `is missing in ${language}; translate it`),
    ...unknown.map(
      (name) => `is written in “${name}”, which is not a language of shared/model; correct the name`,
    ),
    ...variantsOf(text).flatMap(([language, variant]) =>
      makerProblems(variant, language === text.original).map((problem) => `in ${language} ${problem}`),
    ),
  ].map((problem) => ({ file, key, problem }));
}

/** Who made a wording, and when a person approved it. */
export function makerProblems(
  made: { by?: string | undefined; checkedAt?: string | undefined },
  isOriginal: boolean,
): string[] {
  if (made.by !== 'human' && made.by !== 'machine') {
    return ['says not who made it; write "by" with "human" or "machine"'];
  }
  if (made.checkedAt !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(made.checkedAt)) {
    return ['has a checkedAt that is no day; write it as 2026-03-14'];
  }
  if (made.by === 'human' && !isOriginal && made.checkedAt === undefined) {
    return [
      'is a person’s without the day; add checkedAt, or leave it to "machine" until somebody has read it',
    ];
  }
  return [];
}

function findWordFaults({ file, words }: EverydayWords): Fault[] {
  return LANGUAGES.filter((language) => language !== 'fr-simple')
    .filter((language) => (words[language]?.length ?? 0) < FEWEST_EVERYDAY_WORDS)
    .map((language) => ({
      file,
      key: `words.${language}`,
      problem: `has fewer than ${FEWEST_EVERYDAY_WORDS} everyday words; the service cannot be found in this language`,
    }));
}

/** Every variant but the original, beside it. */
export function wordingsOf({ texts }: CityTexts): Wording[] {
  return texts.flatMap(({ file, key, text }) =>
    variantsOf(text).map(([language, { text: said }]) => ({
      file,
      key: `${key}.${language}`,
      language,
      text: said,
      original: originalOf(text)?.text ?? said,
      english: text.en?.text,
    })),
  );
}

/** The words of the search, each by itself: people type them, so nothing compares them with French. */
export function everydayWordings({ everydayWords }: CityTexts): Wording[] {
  return everydayWords.flatMap(({ file, words }) =>
    LANGUAGES.flatMap((language) =>
      (words[language] ?? []).map((word) => ({
        file,
        key: `words.${language}`,
        language,
        text: word,
        original: word,
      })),
    ),
  );
}

function variantsOf(text: Localized): [Language, Variant][] {
  return LANGUAGES.flatMap((language) => {
    const variant = text[language];
    return variant ? [[language, variant] as [Language, Variant]] : [];
  });
}
