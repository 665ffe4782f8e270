import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../scripts/lib/postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of a PostgreSQL server on which tests may create databases. */
    databaseServer: string;
  }
}

/** One server for the whole run: the one that `DATABASE_URL` names, or one of our own in a temporary folder. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined) {
    project.provide('databaseServer', given);
    return async () => undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'borne-postgres-'));
  const server = await startEmbeddedPostgres(folder, { fast: true });
  project.provide('databaseServer', server.url);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A fresh, empty database for one test file; `server` is what `inject('databaseServer')` gives. */
export async function createDatabase(server: string): Promise<TestDatabase> {
  const name = `borne_test_${randomBytes(6).toString('hex')}`;
  await runOnce(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runOnce(server, `drop database if exists ${name} with (force)`) };
}

/** One statement on a connection of its own, as creating a database needs. */
export async function runOnce(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
