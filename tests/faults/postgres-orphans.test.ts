import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { startEmbeddedPostgres } from '../../scripts/lib/postgres.ts';
import { eventually } from '../support/eventually.ts';

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** A process that ended and is not buried yet writes nothing any more. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test('no child of a killed server goes on writing beside the next one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'borne-orphans-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const first = await startEmbeddedPostgres(folder, { fast: true });
  const busy = await connect(first.url);
  const { rows } = await busy.query<{ pid: number }>('select pg_backend_pid() as pid');
  const child = rows[0]?.pid ?? 0;
  // It looks at nothing but its loop: its parent's end passes unnoticed.
  const looping = busy.query('do $$ begin loop end loop; end $$').catch(() => undefined);
  const parent = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(parent, 'SIGKILL');
  await eventually(() => expect(isAlive(parent)).toBe(false));
  expect(isAlive(child)).toBe(true);

  const second = await startEmbeddedPostgres(folder, { fast: true });
  expect(isAlive(child)).toBe(false);
  await looping;
  const client = await connect(second.url);
  expect((await client.query('select 1')).rowCount).toBe(1);
  await client.end();
  await second.stop();
});
