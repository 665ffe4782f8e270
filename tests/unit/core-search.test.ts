import { array, assert, constant, constantFrom, oneof, property, string } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../electron/core/log/index.ts';
import { projectAll } from '../../electron/core/projection/index.ts';
import { indexService, search, Vocabulary } from '../../electron/core/search/index.ts';
import { isOneErrorAway } from '../../electron/core/search/vocabulary.ts';
import { plainWords } from '../../electron/core/search/words.ts';
import { type Db, openContent } from '../../electron/core/store/index.ts';
import { type Language, serviceSchema } from '../../shared/model/index.ts';
import { serviceRecord } from '../support/core.ts';
import { demoServices } from '../support/records.ts';

let db: Db;
let folder: string;
const services = demoServices();
const rowOf = new Map(
  [...services.values()].map(({ tenant, id, record }) => [`${tenant}/${id}`, record.row]),
);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'borne-search-'));
  db = openContent(folder, { version: '1', projectAll }, silentLog);
  db.transaction(() => {
    for (const { tenant, id, record } of services.values()) indexService(db, tenant, id, record);
    for (const [id, name] of [
      ['chinese', '公共图书馆的开放时间'],
      ['tamil', 'குடிமக்கள் மன்றம்'],
      ['bengali', 'নাগরিক পরিষদ'],
    ] as const) {
      const text = { original: 'fr', fr: { text: id, by: 'human' }, xx: { text: name, by: 'human' } };
      indexService(db, 'paris', id, serviceSchema.parse({ ...serviceRecord(id), name: text }));
    }
  })();
});

afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

function find(text: string, language: Language = 'fr', homeTenant = 'pantin') {
  return search(db, Vocabulary.of(db), { text, language, homeTenant });
}

function rows(text: string, language: Language = 'fr'): (string | undefined)[] {
  return find(text, language).map(({ tenant, id }) => rowOf.get(`${tenant}/${id}`) ?? id);
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

test('Chinese, Tamil and Bengali words are found whole', () => {
  expect(rows('图书馆')).toContain('chinese');
  expect(rows('மன்றம்')).toContain('tamil');
  expect(rows('পরিষদ')).toContain('bengali');
});

test('the home tenant comes first among equals', () => {
  const home = (tenant: string) => find('budget participatif', 'fr', tenant)[0]?.tenant;
  expect(home('pantin')).toBe('pantin');
  expect(home('paris')).toBe('paris');
});

test('words that are nowhere find nothing, and never all', () => {
  expect(find('xyzzy')).toEqual([]);
  expect(find('')).toEqual([]);
  expect(find(' … ?! ')).toEqual([]);
});

test('at most fifty', () => {
  expect(find('d').length).toBeLessThanOrEqual(50);
});

test('whatever is typed is words, never syntax', () => {
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
  const typed = array(oneof(syntax, string({ unit: 'grapheme' }), constant('idée')), {
    maxLength: 12,
  });
  assert(
    property(typed, (parts) => {
      expect(find(parts.join('').slice(0, 200)).length).toBeLessThanOrEqual(50);
    }),
    { numRuns: 200 },
  );
});

test('words are plain on both sides', () => {
  expect(plainWords('L’Écœurante  Fête, n° 12 !')).toEqual(['l', 'ecoeurante', 'fete', 'n', '12']);
  expect(plainWords('الْمَكْتَبَةُ')).toEqual(plainWords('المكتبه'));
  expect(plainWords('e\u0301cole')).toEqual(plainWords('école'));
});

test.each([
  ['vélo', 'vélos', true],
  ['vlo', 'vélo', true],
  ['vélo', 'vilo', true],
  ['véol', 'vélo', true],
  ['vélo', 'vélo', false],
  ['vélo', 'vol', false],
  ['abcd', 'badc', false],
  ['a', 'abc', false],
])('%s and %s are one error apart: %s', (a, b, expected) => {
  expect(isOneErrorAway(a, b)).toBe(expected);
  expect(isOneErrorAway(b, a)).toBe(expected);
});
