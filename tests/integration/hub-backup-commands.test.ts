import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migrate, openDatabase, publishFolder } from '../../city/hub/index.ts';
import { temporaryFolder } from '../support/core.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

let source: TestDatabase;
beforeAll(async () => {
  source = await createDatabase(inject('databaseServer'));
  const database = openDatabase(source.url);
  await migrate(database);
  await publishFolder(database, 'paris', resolve('resources/cities/paris'));
  await database.end();
});
afterAll(() => source.drop());

interface Ended {
  code: number | null;
  out: string;
  errors: string;
}

function run(command: 'backup' | 'restore', args: string[], databaseUrl?: string): Promise<Ended> {
  const child = spawn(process.execPath, [resolve(`scripts/${command}.ts`), ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
  });
  let out = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  return new Promise((ended) => child.once('close', (code) => ended({ code, out, errors })));
}

test('a backup is made and put back by two commands', async () => {
  const folder = join(temporaryFolder(), 'backup');
  const made = await run('backup', [folder], source.url);
  expect(made).toMatchObject({ code: 0, errors: '' });
  expect(made.out).toMatch(/✓ Back up into .+\n\d{2,} rows, read back and the same/);
  expect(existsSync(join(folder, 'manifest.json'))).toBe(true);
  const fresh = await createDatabase(inject('databaseServer'));
  const back = await run('restore', [folder], fresh.url);
  expect(back).toMatchObject({ code: 0, errors: '' });
  expect(back.out).toMatch(/✓ Restore from .+\n\d{2,} rows\. Start the hub/);
  await fresh.drop();
});

test('what can be mended is one sentence, without a stack', async () => {
  const folder = temporaryFolder();
  const missing = new URL(source.url);
  missing.pathname = '/no_such_database';
  const refusals = await Promise.all([
    run('backup', [], source.url),
    run('backup', [join(folder, 'x')]),
    run('backup', [join(folder, 'x')], missing.href),
    run('restore', [join(folder, 'x')], source.url),
  ]);
  for (const { code, errors } of refusals) {
    expect(code).toBe(1);
    expect(errors).toMatch(/^[A-Z][^\n]+\n$/);
  }
  expect(new Set(refusals.map(({ errors }) => errors)).size).toBe(4);
});
