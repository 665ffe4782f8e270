import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../scripts/lib/postgres.ts';

export interface OwnPostgres {
  url: string;
  /** SIGKILL to all its processes. */
  kill(): Promise<void>;
  /** Again on the same folder and port, after `kill`. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL that one test may kill. It flushes to the disk as a city's does, unlike the server that the other tests
 * share.
 */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'borne-own-postgres-'));
  let server = await startEmbeddedPostgres(folder);
  const { url } = server;
  await demandDurability(url);
  return {
    url,
    kill: () => server.kill(),
    async start() {
      server = await startEmbeddedPostgres(folder, { port: Number(new URL(url).port) });
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function demandDurability(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
      const { rows } = await client.query<Record<string, string>>(`show ${setting}`);
      if (rows[0]?.[setting] !== 'on') throw new Error(`PostgreSQL runs without ${setting}`);
    }
  } finally {
    await client.end();
  }
}
