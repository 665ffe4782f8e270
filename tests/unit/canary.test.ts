import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { searchFiles, searchProcess } from '../support/canary.ts';

const folder = mkdtempSync(join(tmpdir(), 'canary-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(['utf8', 'utf16le', 'base64', 'url', 'base64 of utf16le'])('a leak in %s is found', (kind) => {
  const canary = 'qzéxkvjwbanc';
  const file = join(folder, 'leak');
  for (const before of ['', 'a', 'ab', 'abc']) {
    const text = `${before}${canary}après`;
    const spelled: Record<string, Buffer> = {
      utf8: Buffer.from(text),
      utf16le: Buffer.from(text, 'utf16le'),
      base64: Buffer.from(Buffer.from(text).toString('base64')),
      url: Buffer.from([...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase()}`).join('')),
      'base64 of utf16le': Buffer.from(Buffer.from(text, 'utf16le').toString('base64url')),
    };
    writeFileSync(file, spelled[kind] ?? '');
    expect(searchFiles(folder, [canary])).not.toHaveLength(0);
  }
  rmSync(file);
});

test('a deleted row is found in the free pages of a database that does not erase', () => {
  const canary = 'vgwkqzdeletedrow';
  const database = new Database(join(folder, 'free.db'));
  database.exec(`CREATE TABLE t (x TEXT) STRICT; INSERT INTO t VALUES ('${canary}'); DELETE FROM t;`);
  database.close();
  expect(searchFiles(folder, [canary])).not.toHaveLength(0);
});

test('a folder without the canary is clean', () => {
  writeFileSync(join(folder, 'clean'), 'rien à voir');
  expect(searchFiles(folder, ['jamaisecrit'])).toEqual([]);
});

test('a text in the memory of a process is found', () => {
  const kept = ['mem', 'oire', Math.random().toString(36)].join('-');
  expect(searchProcess(process.pid, 'this test', [kept])).not.toHaveLength(0);
});
