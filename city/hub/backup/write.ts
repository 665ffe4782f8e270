import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Connection } from '../database/index.ts';
import { sealLine } from './erasable.ts';
import { takeItemKeys, writeKeyFile, type ItemKeys } from './item-keys.ts';
import { fileOf, type Manifest, MANIFEST_FILE, type TableCopy } from './manifest.ts';
import { fixTheWriting, readLines, RowDigest, tablesToCopy } from './rows.ts';

export type Report = (progress: string) => void;

/** In the folder of an unfinished backup; it then lies beside it. */
export const NEW_KEY_FILE = 'item-keys.json.gz';

/** Writes every row, all as they were at one instant, and each file to the disk; the manifest last. */
export async function writeCopy(connection: Connection, folder: string, report: Report): Promise<void> {
  await connection.query('set transaction isolation level repeatable read');
  await fixTheWriting(connection);
  const keys = await takeItemKeys(connection);
  await writeKeyFile(join(folder, NEW_KEY_FILE), keys);
  const { rows } = await connection.query<{ last: number }>(
    'select max(number) as last from upkeep.migration',
  );
  const tables: TableCopy[] = [];
  for (const table of await tablesToCopy(connection)) {
    tables.push(await writeTable({ connection, folder, keys, report }, table));
  }
  const manifest: Manifest = {
    format: 'borne/backup/v1',
    madeAt: new Date().toISOString(),
    migration: rows[0]?.last ?? 0,
    itemKeys: { name: keys.name, edition: keys.edition },
    tables,
  };
  await writeFlushed(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  await flushFolder(folder);
}

interface Writing {
  connection: Connection;
  folder: string;
  keys: ItemKeys;
  report: Report;
}

async function writeTable({ connection, folder, keys, report }: Writing, table: string): Promise<TableCopy> {
  const digest = new RowDigest();
  const hash = createHash('sha256');
  const file = await open(fileOf(folder, table), 'wx', 0o600);
  try {
    await pipeline(
      async function* () {
        for await (const lines of readLines(connection, table)) {
          digest.add(lines);
          report(`writing ${table}: ${digest.rows} rows`);
          yield lines.map((line) => `${sealLine(keys, table, line)}\n`).join('');
        }
      },
      createGzip(),
      async (pieces: AsyncIterable<Buffer>) => {
        for await (const piece of pieces) {
          hash.update(piece);
          await writeAll(file, piece);
        }
      },
    );
    await file.sync();
  } finally {
    await file.close();
  }
  return { table, rows: digest.rows, digest: digest.text, sha256: hash.digest('base64url') };
}

/** A nearly full disk may take a part only. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.byteLength;) {
    written += (await file.write(bytes, written)).bytesWritten;
  }
}

async function writeFlushed(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Names of files are flushed with their folder; Windows has no such thing and does it by itself. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
