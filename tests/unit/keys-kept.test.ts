import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPrecious, type Precious } from '../../electron/core/store/index.ts';
import { silentLog } from '../../electron/core/log/index.ts';
import { sha256Name } from '../../electron/core/store/index.ts';
import { temporaryFolder } from '../support/core.ts';

function opened(): { precious: Precious; folder: string } {
  const folder = temporaryFolder();
  const precious = openPrecious(folder, silentLog);
  if (!precious.ok) throw new Error(precious.reason);
  return { precious: precious.value, folder };
}

function itemWith(hubKey: string, serviceKey: string, words = 'x'): string {
  const header = JSON.stringify({ format: 'borne/v1', hubKey, serviceKey });
  return JSON.stringify({ format: 'borne/item/v1', envelope: { header, facts: 'x', words } });
}

function add({ outbox }: Precious, id: string, item: string, tenant = 'pantin'): void {
  outbox.add({ id, tenant }, () => ({ item, signature: 's' }));
}

test('a kiosk knows under which keys it keeps something, until it is erased', () => {
  const { precious } = opened();
  const item = itemWith('h1', 's1');
  add(precious, 'a', item);
  add(precious, 'b', itemWith('h1', 's1'));
  add(precious, 'c', itemWith('h2', 's1'), 'paris');
  const kept = () => precious.outbox.keptKeys();
  const both = [
    { tenant: 'pantin', hubKey: 'h1', serviceKey: 's1' },
    { tenant: 'paris', hubKey: 'h2', serviceKey: 's1' },
  ];
  expect(kept()).toEqual(both);
  // Accepted, or kept for people, is not gone: a restored hub may ask for it again.
  precious.outbox.settle([
    { id: 'a', state: 'accepted', reason: null },
    { id: 'b', state: 'attention', reason: 'conflict' },
  ]);
  expect(kept()).toEqual(both);
  precious.outbox.erase([{ id: 'a', sha256: sha256Name(item) }]);
  expect(kept()).toEqual(both);
  precious.outbox.erase([{ id: 'b', sha256: sha256Name(item) }]);
  expect(kept()).toEqual(both.slice(1));
  precious.close();
});

test.each([
  ['no JSON', 'nothing of ours'],
  ['a header that is no JSON', JSON.stringify({ envelope: { header: '{' } })],
  ['no envelope', '{}'],
  ['a header that names no key', JSON.stringify({ envelope: { header: '{}' } })],
])(
  'what cannot be read is told as unreadable, and can be kept and erased like any other: %s',
  (_why, item) => {
    const { precious } = opened();
    add(precious, 'a', item);
    expect(precious.outbox.keptKeys()).toEqual([{ tenant: 'pantin', hubKey: null, serviceKey: null }]);
    precious.outbox.erase([{ id: 'a', sha256: 'x' }]);
    expect(precious.outbox.keptKeys()).toEqual([]);
    precious.close();
  },
);

test('it is read out of an index: thousands of large items cost nothing', () => {
  const { precious, folder } = opened();
  for (let at = 0; at < 300; at += 1) add(precious, `id-${at}`, itemWith('h1', 's1', 'w'.repeat(20_000)));
  const started = performance.now();
  expect(precious.outbox.keptKeys()).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(20);
  precious.close();
  const db = new Database(join(folder, 'precious.db'), { readonly: true });
  const { sql } = db
    .prepare<[], { sql: string }>("SELECT sql FROM sqlite_schema WHERE name = 'outbox_kept'")
    .get() ?? { sql: '' };
  const columns = sql.slice(sql.indexOf('(') + 1, sql.lastIndexOf(') WHERE'));
  const plan = db
    .prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT DISTINCT ${columns} FROM outbox WHERE item <> ''`,
    )
    .all();
  expect(plan.map(({ detail }) => detail).join(' ')).toContain('USING INDEX outbox_kept');
  db.close();
});
