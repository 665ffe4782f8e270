import { execFile } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configurationFor, temporaryFolder } from '../support/core.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const HOST = fileURLToPath(new URL('../support/utility-host.ts', import.meta.url));
/** Inside the repository, since the bundle finds SQLite from where it lies. */
const BUILT = join(REPOSITORY, 'dist', `core-test-${process.pid}`);
const run = promisify(execFile);

beforeAll(async () => {
  const configFile = join(REPOSITORY, 'electron', 'core', 'vite.config.ts');
  await build({ configFile, logLevel: 'warn', build: { outDir: BUILT } });
});
afterAll(() => rmSync(BUILT, { recursive: true, force: true }));

/** What the shell and a page hear of the built entry, on a runtime with this Node-API. */
async function start(napi: string, role: 'core' | 'reader'): Promise<unknown[]> {
  const configuration = configurationFor('http://127.0.0.1:9');
  const message = { type: 'start', role, dataFolder: temporaryFolder(), configuration, version: '7' };
  const args = [HOST, join(BUILT, 'utility.js'), napi, JSON.stringify(message)];
  const { stdout } = await run(process.execPath, args, {
    env: { ...process.env, BORNE_NODE: process.execPath },
  });
  const lines = stdout.trim().split('\n');
  return lines.map((line) => JSON.parse(line) as unknown);
}

test.each([
  ['9', 'through a second Node, where SQLite cannot be loaded'],
  ['10', 'by itself, where it can'],
])('with Node-API %s, the built entry answers a page %s, and ends when told to', async (napi) => {
  const heard = await start(napi, 'reader');
  expect(heard).toContainEqual({ type: 'ready' });
  expect(heard).toContainEqual({ described: expect.objectContaining({ version: '7' }) as unknown });
});

test('the entry reaches SQLite only by a late import: an old runtime would die of an early one', () => {
  const loadsSqlite = new Set<string>();
  for (const file of globSync('**/*.js', { cwd: BUILT }))
    if (readFileSync(join(BUILT, file), 'utf8').includes('better-sqlite3')) loadsSqlite.add(file);
  expect(loadsSqlite.size).toBeGreaterThan(0);
  expect([...earlyImports('utility.js')].filter((file) => loadsSqlite.has(file))).toEqual([]);
  expect([...earlyImports('child.js')].filter((file) => loadsSqlite.has(file))).not.toEqual([]);
});

/** A bundled file and all that it imports before it runs. */
function earlyImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(join(BUILT, file), 'utf8');
  for (const [, path = ''] of text.matchAll(/\bimport\s*(?:[\w\s{},*$]+from\s*)?["'`](\.[^"'`]+)["'`]/g))
    earlyImports(join(file, '..', path), seen);
  return seen;
}

test('the browser’s door is no part of the bundle', () => {
  const texts = globSync('**/*.js', { cwd: BUILT }).map((file) => readFileSync(join(BUILT, file), 'utf8'));
  expect(texts.some((text) => text.includes('x-borne-token'))).toBe(false);
});
