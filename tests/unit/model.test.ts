import { sha256 } from '../../electron/core/store/index.ts';
import { expect, test } from 'vitest';
import {
  factsSchema,
  formSchema,
  NEEDS,
  themesOf,
  wordingFor,
  type Localized,
} from '../../shared/model/index.ts';
import { addSums, recordSum } from '../../shared/sync/index.ts';

const text = (fr: string) => ({ original: 'fr', fr: { text: fr, by: 'human' } });

function formWith(question: object) {
  return {
    version: 1,
    act: 'proposal',
    path: [{ pictogram: 'pen-line', text: text('Vous écrivez') }],
    questions: [question],
    retentionDays: 30,
  };
}

test('a form that would send free text to the hub is refused', () => {
  const question = { kind: 'text', id: 'idea', title: text('Que proposez-vous ?'), maxSigns: 100 };
  expect(formSchema.safeParse(formWith({ ...question, sealedTo: 'service' })).success).toBe(true);
  expect(formSchema.safeParse(formWith({ ...question, sealedTo: 'hub' })).success).toBe(false);
});

test('facts have no room for a name, a contact or a sentence', () => {
  const receipt = { lookupId: 'a', publicKey: 'b', season: '2026' };
  expect(factsSchema.safeParse({ receipt, choices: { commission: 'culture' } }).success).toBe(true);
  for (const value of ['Amina Diallo', '06 12 34 56 78', 'amina@example.org', 'J’habite rue Hoche']) {
    expect(factsSchema.safeParse({ receipt, choices: { commission: value } }).success).toBe(false);
  }
});

test('every need has a theme to lead to', () => {
  for (const need of NEEDS) expect(themesOf(need).length, need).toBeGreaterThan(0);
});

test('a missing language falls back to the original and says which language it is', () => {
  const both: Localized = {
    original: 'fr',
    fr: { text: 'Banc', by: 'human' },
    en: { text: 'Bench', by: 'machine' },
  };
  expect(wordingFor(both, 'en')).toEqual({ text: 'Bench', language: 'en', by: 'machine' });
  expect(wordingFor(both, 'ar')).toEqual({ text: 'Banc', language: 'fr', by: 'human' });
  expect(wordingFor(both, 'fr-simple')).toEqual({ text: 'Banc', language: 'fr', by: 'human' });
});

test('the sum of a scope does not depend on the order in which records arrived', () => {
  const records = Array.from({ length: 20 }, (_, i) => ({
    collection: 'c',
    id: `${i}`,
    version: i,
    sha256: `h${i}`,
  }));
  const sums = records.map((record) => recordSum(sha256, record));
  const forwards = sums.reduce(addSums, 0n);
  const backwards = sums.toReversed().reduce(addSums, 0n);
  expect(backwards).toBe(forwards);
  const withoutFirst = addSums(forwards, -(sums[0] ?? 0n));
  expect(withoutFirst).toBe(sums.slice(1).reduce(addSums, 0n));
});
