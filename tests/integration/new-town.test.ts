/* A town from an empty database, by the command that docs/nouvelle-ville.md tells to type. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, openDatabase, startHub } from '../../city/hub/index.ts';
import { openConsole } from '../support/console-client.ts';
import { enrolDevice, readScope } from '../support/device.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const WITHIN_MS = 15_000;

let empty: TestDatabase;
let database: Database;
let folder: string;

beforeAll(async () => {
  empty = await createDatabase(inject('databaseServer'));
  database = openDatabase(empty.url);
  folder = mkdtempSync(join(tmpdir(), 'borne-town-'));
});

afterAll(async () => {
  await database.end();
  await empty.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** What it printed, and how it ended. */
async function makeTown(...args: string[]): Promise<{ code: number; output: string }> {
  const command = promisify(execFile)(
    process.execPath,
    [join(REPOSITORY, 'scripts/new-town.ts'), '--folder', folder, ...args],
    { env: { ...process.env, DATABASE_URL: empty.url } },
  );
  try {
    const { stdout } = await command;
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

const TOWN = ['--tenant', 'ville-neuve', '--name', 'Ville-Neuve', '--site', 'Médiathèque'];

test('a wrong name is said in a sentence before anything is made', async () => {
  const { code, output } = await makeTown('--tenant', 'Ville Neuve', '--name', 'Ville-Neuve');
  expect({ code, output }).toEqual({
    code: 1,
    output: '--tenant Ville Neuve: small letters, figures and hyphens, a letter first.\n',
  });
  expect(existsSync(join(folder, 'keys'))).toBe(false);
});

test('one command makes the town, and a kiosk has proved its first sync before it ends', async () => {
  const began = performance.now();
  const { code, output } = await makeTown(...TOWN);
  expect([code, output]).toEqual([0, expect.any(String)]);
  expect(performance.now() - began).toBeLessThan(WITHIN_MS);
  expect(output.match(/✓ .+ · \d+\.\d s/g)).toHaveLength(8);

  const [, name = '', password = ''] = /ville-neuve, (\S+), (\S+)/.exec(output) ?? [];
  const [enrolmentCode = ''] = /ville-neuve\.[0-9A-Z-]{19}/.exec(output) ?? [];
  expect(statSync(join(folder, 'hub.env')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'hub.env'), 'utf8')).toContain(`BORNE_KEYS=${join(folder, 'keys')}\n`);
  expect(existsSync(join(folder, 'safe', 'ville-neuve-root.json'))).toBe(true);

  const hub = await startHub({ database, keysFolder: join(folder, 'keys') });
  try {
    const { client } = openConsole(hub.url);
    const signedIn = await client.signIn({ tenant: 'ville-neuve', name, password });
    expect(signedIn).toMatchObject({
      value: { tenantName: 'Ville-Neuve', grants: [{ role: 'administrator' }] },
    });
    const fleet = await client.fleet.kiosks();
    expect(fleet).toMatchObject({
      value: { kiosks: [{ revoked: true, health: { behind: 0, sumsAgree: true } }], counts: { all: 0 } },
    });
    const device = await enrolDevice(hub.url, enrolmentCode);
    expect(device.enrolment.site).toEqual({ id: 'mediatheque', name: 'Médiathèque' });
    expect(await readScope(hub.url, device, 'ville-neuve', 'public')).toHaveLength(1);
  } finally {
    await hub.close();
  }
});

test('a town that is there is not made again', async () => {
  const { code, output } = await makeTown(...TOWN);
  expect(code).toBe(1);
  expect(output).toContain('There is a town in');
});
