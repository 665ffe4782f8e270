import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  consoleContract,
  PRINT_REASONS,
  readingContract,
  RECORD_REASONS,
  recordingContract,
  START_FAILURES,
} from '../../shared/contract/index.ts';
import {
  ACT_STATES,
  COMMITMENT_STATES,
  LANGUAGES,
  NEEDS,
  SERVICE_STATES,
  THEME_NAMES,
} from '../../shared/model/index.ts';
import { SCRIPTS, WORDS } from '../../renderer/language/index.ts';

const ROOT = join(import.meta.dirname, '../..');
const PLURAL = /_(zero|one|two|few|many|other)$/;
const OTHERS = LANGUAGES.filter((language) => language !== 'fr');
const FRENCH = keysOf('fr');

function keysOf(language: (typeof LANGUAGES)[number]): string[] {
  return Object.keys(WORDS[language]).filter((key) => key !== '@by');
}

function textOf(language: (typeof LANGUAGES)[number], key: string): string {
  const text = WORDS[language][key];
  if (text === undefined) throw new Error(`${language} lacks ${key}`);
  return text;
}

function baseOf(key: string): string {
  return key.replace(PLURAL, '');
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').toSorted();
}

describe.each(OTHERS)('the words in %s', (language) => {
  test('are those of the French catalogue, neither more nor fewer', () => {
    const bases = new Set(keysOf(language).map(baseOf));
    expect([...bases].toSorted()).toEqual([...new Set(FRENCH.map(baseOf))].toSorted());
  });

  test('keep the placeholders', () => {
    for (const key of keysOf(language)) {
      const french = FRENCH.find((candidate) => baseOf(candidate) === baseOf(key)) ?? key;
      // A language may say "one day" without the figure.
      const figureMayGo = /_(zero|one|two)$/.test(key);
      const expected = placeholdersOf(textOf('fr', french)).filter(
        (name) => !(figureMayGo && name === 'count'),
      );
      const found = placeholdersOf(textOf(language, key)).filter(
        (name) => !(figureMayGo && name === 'count'),
      );
      // A language without plural forms for a sentence may name fewer things, never unknown ones.
      expect(expected, `${language} ${key}`).toEqual(expect.arrayContaining(found));
      expect(found.length, `${language} ${key}`).toBeGreaterThanOrEqual(expected.length);
    }
  });
});

test.each(LANGUAGES)('%s has every plural form that it needs', (language) => {
  const categories = new Intl.PluralRules(SCRIPTS[language].lang).resolvedOptions().pluralCategories;
  const plurals = new Set(
    keysOf(language)
      .filter((key) => PLURAL.test(key))
      .map(baseOf),
  );
  expect(plurals.size).toBeGreaterThan(3);
  for (const base of plurals) {
    const forms = keysOf(language)
      .filter((key) => baseOf(key) === base && PLURAL.test(key))
      .map((key) => key.slice(base.length + 1));
    expect(forms.toSorted(), `${language} ${base}`).toEqual(categories.toSorted());
  }
});

test('every French entry tells translators where it stands', () => {
  const file = readFileSync(join(ROOT, 'resources/locales/fr.json'), 'utf8');
  const entries = Object.entries(JSON.parse(file) as Record<string, { text: string; note: string }>);
  for (const [key, { text, note }] of entries) {
    expect(text.length, key).toBeGreaterThan(0);
    expect(note.length, key).toBeGreaterThan(10);
  }
});

describe('the keys', () => {
  const sources = sourcesUnder(join(ROOT, 'renderer'));
  const literals = new Set(
    sources.flatMap((source) => [...source.matchAll(/'([^'\n]+)'/g)].map(([, text]) => text)),
  );
  const patterns = sources
    .flatMap((source) => [...source.matchAll(/`([a-z-]+\.[^`\n]*)`/g)].map(([, text]) => text ?? ''))
    .filter((text) => text.includes('${'))
    .map((text) => new RegExp(`^${text.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[\\w-]+')}$`));

  test('are all used by a screen, or are a reason for the staff', () => {
    const isUsed = (key: string) =>
      literals.has(key) || patterns.some((pattern) => pattern.test(key)) || /^reason\..*\.staff$/.test(key);
    expect(FRENCH.map(baseOf).filter((key) => !isUsed(key))).toEqual([]);
  });

  test('cover every member of every list that a screen shows', () => {
    const wanted = [
      ...NEEDS.map((need) => `need.${need}`),
      ...THEME_NAMES.map((theme) => `theme.${theme}`),
      ...SERVICE_STATES.flatMap((state) => [`state.${state}`, `state.${state}.dated`, `card.${state}`]),
      ...COMMITMENT_STATES.map((state) => `commitment.${state}`),
      ...ACT_STATES.map((state) => `act.${state}`),
      ...LANGUAGES.map((language) => `language-name.${language}`),
    ];
    expect(wanted.filter((key) => !FRENCH.includes(key))).toEqual([]);
  });

  test('have a sentence for the visitor and one for the staff for every reason of a Result', () => {
    const contracts = [readingContract, recordingContract, consoleContract];
    const reasons = new Set([
      ...contracts.flatMap((contract) => Object.values(contract).flatMap(reasonsOf)),
      ...RECORD_REASONS,
      ...PRINT_REASONS,
      ...START_FAILURES,
      // Of shared/sealing, which has no schema for them.
      'mistyped',
      'cannot-open',
      'not-an-answer',
      'not-json',
      'bad-header',
      'untrusted-keys',
    ]);
    expect(reasons.size).toBeGreaterThan(15);
    const missing = [...reasons].flatMap((reason) =>
      [`reason.${reason}.visitor`, `reason.${reason}.staff`].filter((key) => !FRENCH.includes(key)),
    );
    expect(missing).toEqual([]);
  });
});

describe('the style', () => {
  test('easy French has short sentences, no percentages, no capitals, no nested clauses', () => {
    for (const key of keysOf('fr-simple').filter((name) => !name.endsWith('.staff'))) {
      const text = textOf('fr-simple', key).replaceAll(/\{\{\w+\}\}/g, 'x');
      for (const sentence of text.split(/[.!?:\n]+/)) {
        expect(sentence.trim().split(/\s+/).length, `${key}: ${sentence}`).toBeLessThanOrEqual(15);
      }
      expect(text, key).not.toMatch(/%|\bdont\b|\blequel|\blaquelle/);
      // SMS is what everybody calls it, and stands only where a number is answered by SMS.
      expect(text.replaceAll('SMS', ''), key).not.toMatch(/\p{Lu}{2,}/u);
    }
  });

  test('French never blames, never shouts', () => {
    for (const language of ['fr', 'fr-simple'] as const) {
      for (const key of keysOf(language)) {
        expect(textOf(language, key), key).not.toMatch(/erreur|!/i);
      }
    }
  });

  test('the privacy notice has at most 60 words in every language', () => {
    for (const language of LANGUAGES) {
      const words = textOf(language, 'privacy.text').split(/\s+/);
      expect(words.length, language).toBeLessThanOrEqual(60);
      expect(words.length, language).toBeGreaterThan(20);
    }
  });
});

/** The reasons that a procedure's output can carry. */
function reasonsOf(procedure: object): string[] {
  const { outputSchema } = (procedure as { '~orpc': { outputSchema?: { toJSONSchema?: () => unknown } } })[
    '~orpc'
  ];
  const found: string[] = [];
  collectReasons(outputSchema, found);
  return found;
}

function collectReasons(schema: unknown, found: string[]): void {
  if (typeof schema !== 'object' || schema === null) return;
  const { def } = schema as { def?: { options?: unknown[]; shape?: Record<string, unknown> } };
  for (const option of def?.options ?? []) collectReasons(option, found);
  const reason = def?.shape?.['reason'];
  if (reason) found.push(...((reason as { options?: string[] }).options ?? []));
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}
