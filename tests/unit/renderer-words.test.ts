import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import consoleEnglish from '../../resources/locales/console/en.json' with { type: 'json' };
import consoleFrench from '../../resources/locales/console/fr.json' with { type: 'json' };
import { loadCatalogue, madeBy, wordsAtStart } from '../../renderer/language/catalogues.ts';
import { ROOT } from '../../scripts/lib/run.ts';
import {
  faultLine,
  readCatalogues,
  readCityTexts,
  readProgram,
  verifyCatalogues,
  verifyCityTexts,
} from '../../scripts/lib/words/index.ts';
import {
  consoleContract,
  PRINT_REASONS,
  readingContract,
  RECORD_REASONS,
  recordingContract,
  staffContract,
  START_FAILURES,
  STICK_ACKS_REASONS,
  STICK_CONTENT_REASONS,
} from '../../shared/contract/index.ts';
import {
  ACT_STATES,
  COMMITMENT_STATES,
  LANGUAGES,
  NEEDS,
  SERVICE_STATES,
  THEME_NAMES,
} from '../../shared/model/index.ts';

const CATALOGUES = readCatalogues(ROOT);
const FRENCH = Object.keys(CATALOGUES.french);
const UNUSED = 'is used by no screen';

describe('the texts that we ship', () => {
  const faults = verifyCatalogues(CATALOGUES, readProgram(ROOT)).map(faultLine);

  test('have no fault in any language', () => {
    expect(CATALOGUES.others).toHaveLength(LANGUAGES.length - 1);
    expect(FRENCH.length).toBeGreaterThan(380);
    expect(faults.filter((fault) => !fault.includes(UNUSED))).toEqual([]);
  });

  test('are all used by a screen', () => {
    expect(faults.filter((fault) => fault.includes(UNUSED))).toEqual([]);
  });

  test('have no fault in what the cities publish', () => {
    const cityTexts = readCityTexts(ROOT);
    expect(cityTexts.texts.length).toBeGreaterThan(500);
    expect(cityTexts.everydayWords.length).toBeGreaterThanOrEqual(116);
    expect(verifyCityTexts(cityTexts).map(faultLine)).toEqual([]);
  });
});

describe.each(LANGUAGES)('the page in %s', (language) => {
  const file = readFileSync(join(ROOT, 'resources/locales', `${language}.json`), 'utf8');
  const written = Object.entries(JSON.parse(file) as Record<string, string | { text: string }>);
  const texts = Object.fromEntries(
    written.map(([key, entry]) => [key, typeof entry === 'string' ? entry : entry.text]),
  );

  test('greets before the language is chosen, and says who made its words', () => {
    for (const key of ['welcome.hello', 'welcome.touch', 'language.own-name', 'language.about', 'machine']) {
      expect(wordsAtStart(language)[key], key).toBe(texts[key]);
    }
    expect(madeBy(language)).toBe(language === 'fr' ? 'human' : texts['@by']);
  });

  test('says what its file says once it is chosen', async () => {
    expect(await loadCatalogue(language)).toEqual(texts);
  });
});

describe('the keys', () => {
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
    const contracts = [readingContract, recordingContract, staffContract];
    const reasons = new Set([
      ...contracts.flatMap(reasonsOf),
      ...RECORD_REASONS,
      ...PRINT_REASONS,
      ...START_FAILURES,
      // Of each tenant on a stick: results within a result, which reasonsOf does not look into.
      ...STICK_CONTENT_REASONS,
      ...STICK_ACKS_REASONS,
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
    const said = FRENCH.flatMap((key) => /^reason\.(.+)\.(?:visitor|staff)$/.exec(key)?.[1] ?? []);
    expect(said.filter((reason) => !reasons.has(reason) && reason !== 'no-answer')).toEqual([]);
  });

  test('have a sentence for whoever sits at the console for every reason of its calls', () => {
    const reasons = new Set(reasonsOf(consoleContract));
    expect(reasons.size).toBeGreaterThan(8);
    for (const catalogue of [consoleFrench, consoleEnglish]) {
      expect([...reasons].filter((reason) => !Object.hasOwn(catalogue, `reason.${reason}`))).toEqual([]);
    }
  });
});

/** The reasons that the outputs of a contract's calls can carry, however deep the calls stand in it. */
function reasonsOf(contract: object): string[] {
  if (!('~orpc' in contract)) return Object.values(contract).flatMap((part: object) => reasonsOf(part));
  const { outputSchema } = (contract as { '~orpc': { outputSchema?: unknown } })['~orpc'];
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
