import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { backUp, type Database } from '../../../city/hub/index.ts';

/** The tables and their indexes, in bytes: what is published, its packed form, and what kiosks sent. */
export interface Sizes {
  content: number;
  segments: number;
  submissions: number;
}

export interface BackupResult {
  /** Of all tables. */
  rows: number;
  seconds: number;
  bytes: number;
}

const CONTENT = ['entity', 'feed', 'feed_scope', 'feed_head', 'snapshot'];
const SUBMISSIONS = ['submission', 'device_number', 'request', 'sent_answer', 'tries'];

export async function sizesOf(database: Database): Promise<Sizes> {
  const size = async (tables: readonly string[]) => {
    const { rows } = await database.query(
      'select sum(pg_total_relation_size(name::regclass))::bigint as bytes from unnest($1::text[]) as name',
      [tables],
    );
    return z.object({ bytes: z.number() }).parse(rows[0]).bytes;
  };
  return {
    content: await size(CONTENT),
    segments: await size(['segment']),
    submissions: await size(SUBMISSIONS),
  };
}

/** The mean bytes of one sealed answer, as every kiosk of the tenant keeps it. */
export async function answerBytes(database: Database): Promise<number> {
  const { rows } = await database.query(
    `select avg(octet_length(body))::real as bytes from entity where scope = 'answers'`,
  );
  return z.object({ bytes: z.number() }).parse(rows[0]).bytes;
}

/** @param folder where the backup goes, empty or not there */
export async function measureBackup(databaseUrl: string, folder: string): Promise<BackupResult> {
  const started = performance.now();
  const done = await backUp({ databaseUrl, folder, report: () => undefined });
  if (!done.ok) throw new Error(`no backup: ${done.reason}`);
  const seconds = (performance.now() - started) / 1_000;
  const files = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  return { rows: done.value.rows, seconds, bytes: files.reduce((sum, bytes) => sum + bytes, 0) };
}
