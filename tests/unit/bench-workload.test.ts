import { expect, test } from 'vitest';
import { changesOf, recordsOf, servicesAmong } from '../../bench/sync/workload.ts';
import { commitmentSchema, serviceSchema } from '../../shared/model/index.ts';

const COUNT = 200;

test('the workload is the same every time, and a longer one begins with a shorter one', () => {
  const records = recordsOf(COUNT);
  expect(recordsOf(COUNT)).toEqual(records);
  expect(recordsOf(2 * COUNT).slice(0, COUNT)).toEqual(records);
  expect(new Set(records.map(({ collection, id }) => `${collection}/${id}`)).size).toBe(COUNT);
});

test('it has five collections of records of about 700 bytes, and those that the kiosk knows are valid', () => {
  const records = recordsOf(COUNT);
  expect(new Set(records.map(({ collection }) => collection)).size).toBe(5);
  for (const { collection, body } of records) {
    expect(Buffer.byteLength(body)).toBeGreaterThan(600);
    expect(Buffer.byteLength(body)).toBeLessThan(800);
    if (collection === 'service') serviceSchema.strict().parse(JSON.parse(body));
    if (collection === 'commitment') commitmentSchema.strict().parse(JSON.parse(body));
  }
  expect(records.filter(({ collection }) => collection === 'service')).toHaveLength(servicesAmong(COUNT));
});

test('changes meet each record once and differ from what was there', () => {
  const before = new Map(recordsOf(1_000).map((record) => [record.id, record.body]));
  const { updates, deletes } = changesOf(1_000);
  expect([updates.length, deletes.length]).toEqual([500, 50]);
  expect(new Set([...updates, ...deletes].map(({ id }) => id)).size).toBe(550);
  for (const { id, body } of updates) expect(body).not.toBe(before.get(id));
  for (const { id } of deletes) expect(before.has(id)).toBe(true);
});
