import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { slugOf, withValue } from '../../city/console/publish/value.ts';
import { localizedSchema } from '../../shared/model/index.ts';
import {
  exportedLine,
  type Field,
  fieldsOfCollection,
  type PublishedCollection,
  recordsInFile,
  textOf,
} from '../../shared/publishing/index.ts';

describe('a record while it is written', () => {
  const record = { later: { kept: [1] }, name: { fr: 'a' }, timings: [{ start: '1' }, { start: '2' }] };

  test('changes along a path and nowhere else, and what no editor knows stays in its place', () => {
    const changed = withValue(record, ['timings', 1, 'start'], '3');
    expect(changed).toEqual({ ...record, timings: [{ start: '1' }, { start: '3' }] });
    expect(Object.keys(changed as object)).toEqual(Object.keys(record));
    expect((changed as typeof record).later).toBe(record.later);
    expect(record.timings[1]).toEqual({ start: '2' });
  });

  test('has no empty parts: what is emptied is left out', () => {
    expect(withValue({ contact: { email: 'x' }, id: 1 }, ['contact', 'email'], undefined)).toEqual({ id: 1 });
    expect(withValue({}, ['position', 'latitude'], 48)).toEqual({ position: { latitude: 48 } });
    expect(withValue({ list: [] }, ['list'], undefined)).toBeUndefined();
  });

  test('is named after its French name', () => {
    expect(slugOf('Café du Canal – L’été, à 2 pas')).toBe('cafe-du-canal-l-ete-a-2-pas');
    expect(slugOf('Œuvres & Cie.')).toBe('oeuvres-cie');
    expect(slugOf('مكتبة')).toBe('');
    expect(slugOf(`${'a'.repeat(79)} b`)).toBe('a'.repeat(79));
  });
});

test('the fields of an editor are read off any schema', () => {
  const entry: PublishedCollection = {
    label: { fr: 'Choses', en: 'Things' },
    named: 'name',
    schema: z.object({
      size: z.number().int().default(3),
      since: z.iso.date().optional(),
      colours: z.array(z.enum(['red', 'blue'])).default([]),
      parts: z.array(z.object({ of: z.string().max(20), note: z.string().max(2_000) })),
      shape: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('round'), radius: z.number() }),
        z.object({ kind: z.literal('flat'), open: z.boolean() }),
      ]),
      anything: z.record(z.string(), z.unknown()),
      name: localizedSchema,
    }),
    notes: { 'parts.note': { label: { fr: 'Remarque', en: 'Remark' } } },
  };
  expect(fieldsOfCollection(entry).map(shapeOf)).toEqual([
    'name: text',
    'size: number?',
    'since: date?',
    'colours: choices? red blue',
    'parts: list [group { of: line 20, note: lines 2000 }]',
    'shape: variant kind round { radius: number } flat { open: flag }',
    'anything: free',
  ]);
  const parts = fieldsOfCollection(entry).find(({ name }) => name === 'parts');
  expect(parts?.of?.fields?.[1]?.label.fr).toBe('Remarque');
});

function shapeOf({ name, kind, required, most, among, by, options, of, fields }: Field): string {
  const parts = [
    `${kind}${required ? '' : '?'}`,
    ...(kind === 'line' || kind === 'lines' ? [String(most)] : []),
    ...(among ?? []).map(({ value }) => value),
    ...(by === undefined ? [] : [by]),
    ...(options ?? []).map((option) => `${option.value} { ${option.fields.map(shapeOf).join(', ')} }`),
    ...(of ? [`[${shapeOf(of)}]`] : []),
    ...(fields ? [`{ ${fields.map(shapeOf).join(', ')} }`] : []),
  ];
  return `${name === '' ? '' : `${name}: `}${parts.join(' ')}`;
}

describe('files', () => {
  test('a line that was exported is read again letter for letter', () => {
    const body = '{ "name" :  {"original":"fr"} , "x":1e2 }\r\n';
    const past = { agent: 'marie', at: new Date('2026-11-25T10:00:00.000Z') };
    const lines = [
      exportedLine({ collection: 'place', id: 'a', scope: 'public', body, past }),
      exportedLine({
        collection: 'place',
        id: 'a',
        scope: 'site:x',
        body: null,
        past: { agent: null, at: null },
      }),
      exportedLine({ collection: 'place', id: 'a', scope: 'public', body, isDraft: true }),
    ];
    const { records, troubles } = recordsInFile('city.jsonl', lines.join('\n'), '');
    expect(troubles).toEqual([]);
    expect(records).toEqual([
      { file: 'city.jsonl', line: 1, collection: 'place', id: 'a', scope: 'public', body, past },
      {
        file: 'city.jsonl',
        line: 2,
        collection: 'place',
        id: 'a',
        scope: 'site:x',
        body: null,
        past: { agent: null, at: null },
      },
      { file: 'city.jsonl', line: 3, collection: 'place', id: 'a', scope: 'public', body, isDraft: true },
    ]);
  });

  test('a record may stand in a line as it is; what is none is told by its line', () => {
    const text = [
      '{"id":"a","name":1}',
      '',
      '{"id":"b","body":{"name":2}}',
      '[]',
      '{"id":"c","scope":"answers"}',
    ];
    const { records, troubles } = recordsInFile('x.ndjson', text.join('\r\n'), 'place');
    expect(records.map(({ id, collection, body }) => [id, collection, body])).toEqual([
      ['a', 'place', textOf({ name: 1 })],
      ['b', 'place', textOf({ name: 2 })],
    ]);
    expect(troubles.map(({ line, problems }) => [line, problems[0]?.problem])).toEqual([
      [4, 'not-json'],
      [5, 'not-json'],
    ]);
  });

  test('a file in a folder is named after its record', () => {
    expect(recordsInFile('pantin/place/mairie.json', '{ }', '').records).toMatchObject([
      { collection: 'place', id: 'mairie', body: '{ }', line: 1 },
    ]);
    expect(recordsInFile('pantin/nonsense/mairie.json', '{}', '').troubles).toMatchObject([
      { file: 'pantin/nonsense/mairie.json', line: 1, problems: [{ problem: 'unknown-collection' }] },
    ]);
  });
});
