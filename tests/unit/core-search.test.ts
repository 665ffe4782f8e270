import { array, assert, constant, constantFrom, oneof, property, string } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGUAGES, type Language, serviceSchema } from '../../shared/model/index.ts';
import { serviceRecord } from '../support/core.ts';
import { DemoSearch } from '../support/demo-search.ts';
import { demoServices } from '../support/records.ts';
import { EXPECTED } from './rows/index.ts';

const FIRST_SCREEN = 7;

const services = demoServices();
const rowOf = new Map(
  [...services.values()].map(({ tenant, id, record }) => [`${tenant}/${id}`, record.row]),
);

let demo: DemoSearch;
beforeAll(() => {
  const zebras = Array.from({ length: 450 }, (_, i) => [`zebra-${i}`, 'fr', 'Zèbre'] as const);
  const named = [
    ['chinese', 'xx', '公共图书馆的开放时间'],
    ['tamil', 'xx', 'குடிமக்கள் மன்றம்'],
    ['bengali', 'xx', 'নাগরিক পরিষদ'],
    ['zebra', 'tr', 'Zebra kursu'],
    ...zebras,
  ] as const;
  demo = new DemoSearch(new Map(named.map(([id, language, name]) => [id, serviceNamed(language, name)])));
});

function serviceNamed(language: string, name: string) {
  const text = { original: 'fr', fr: { text: '…', by: 'human' }, [language]: { text: name, by: 'human' } };
  return serviceSchema.parse({ ...serviceRecord(name), name: text, summary: text });
}

afterAll(() => demo.close());

function rows(text: string, language: Language = 'fr'): (string | undefined)[] {
  return demo.find(text, language).map((key) => rowOf.get(key) ?? key);
}

test.each<[Language, string, string]>([
  ['fr', 'conseil de quartier', 'A22'],
  ['fr', 'vélo', 'A16'],
  ['fr', 'VELO', 'A16'],
  ['fr', 'apprendre le francais', 'A49'],
  ['fr', 'budjet participatif', 'A10'],
  ['fr', 'jeunes', 'A15'],
  ['fr', 'médecin', 'A41'],
  ['fr', 'asociation', 'A18'],
  ['fr', 'ordinateur', 'A31'],
  ['fr', 'la fête du quartier', 'A21'],
  ['fr', 'où est-ce que je peux trouver une salle', 'A23'],
  ['fr', 'propositon populaire', 'A26'],
  ['fr', 'coloc', 'A32'],
  ['fr-simple', 'une idée', 'A26'],
  ['en', 'learn French', 'A49'],
  ['en', 'I want to propose an idea', 'A26'],
  ['en', 'help with a computer', 'A31'],
  ['en', 'volunter', 'A33'],
  ['en', 'young people', 'A15'],
  ['en', 'bikes', 'A16'],
  ['ar', 'تعلم الفرنسية', 'A49'],
  ['ar', 'اقتراح فكرة', 'A26'],
  ['ar', 'اِقْتِرَاح فِكْرَة', 'A26'],
  ['ar', 'متطوعين', 'A33'],
  ['ar', 'الشباب', 'A15'],
  ['ar', 'السكن', 'A32'],
])('in %s, "%s" finds %s among the first three', (language, text, row) => {
  expect(rows(text, language).slice(0, 3)).toContain(row);
});

test.each(['fr', 'en', 'ar'] as const)(
  'in %s, each row stands on the first screen by its own words',
  (language) => {
    for (const row of services.keys()) {
      const query = EXPECTED[row]?.query[language] ?? '';
      expect(rows(query, language).slice(0, FIRST_SCREEN), `${row}: ${query}`).toContain(row);
    }
  },
);

test('Chinese, Tamil and Bengali words are found whole', () => {
  expect(rows('图书馆')).toContain('paris/chinese');
  expect(rows('மன்றம்')).toContain('paris/tamil');
  expect(rows('পরিষদ')).toContain('paris/bengali');
});

test('the home tenant comes first among equals', () => {
  const home = (tenant: string) => demo.find('budget participatif', 'fr', tenant)[0]?.split('/')[0];
  expect(home('pantin')).toBe('pantin');
  expect(home('paris')).toBe('paris');
});

test('words that are nowhere find nothing, and never all', () => {
  for (const language of LANGUAGES) {
    expect(demo.find('xyzzy', language)).toEqual([]);
    expect(demo.find('', language)).toEqual([]);
    expect(demo.find(' … ?! ', language)).toEqual([]);
  }
});

test('a crowd in another language does not hide the one service in the visitor’s', () => {
  expect(demo.find('zeb', 'tr')[0]).toBe('paris/zebra');
});

test('at most fifty', () => {
  expect(demo.find('d', 'fr').length).toBe(50);
});

const syntax = constantFrom(
  '"',
  "'",
  '*',
  'NEAR(',
  ' OR ',
  ' AND ',
  'NOT ',
  '^',
  'name:',
  '-',
  '(',
  ')',
  '\0',
  '%',
);
const somebody = constantFrom(
  'idée',
  'İŞ',
  'компʼютер',
  'بے\u200cگھر',
  'দোভাষী',
  'வீட்டு',
  '看医生',
  '２０１７',
);
const anything = oneof(string({ unit: 'grapheme' }), string({ unit: 'binary' }), constant('\ud800'));

test('whatever is typed is words, never syntax, and never breaks the search', () => {
  const typed = array(oneof(syntax, somebody, anything), { maxLength: 12 });
  assert(
    property(constantFrom(...LANGUAGES), typed, (language, parts) => {
      expect(demo.find(parts.join('').slice(0, 200), language).length).toBeLessThanOrEqual(50);
    }),
    { numRuns: 300 },
  );
});
