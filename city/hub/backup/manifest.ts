import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { keyFileSchema } from './item-keys.ts';
import { parseJson } from '../../../shared/json/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';

export const MANIFEST_FILE = 'manifest.json';

const tableSchema = z.object({
  table: z.string().regex(/^[a-z_]+$/),
  rows: z.number().int().nonnegative(),
  /** Of the rows, whatever their order: what a copy that was read back must have too. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of the compressed file, base64url. */
  sha256: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});

/** Written last: a folder that has one is whole. */
export const manifestSchema = z.object({
  format: z.literal('borne/backup/v1'),
  madeAt: z.iso.datetime(),
  /** The last step of the database's history that the rows know. */
  migration: z.number().int().positive(),
  /** Missing in backups of earlier versions, which sealed nothing. */
  itemKeys: keyFileSchema.optional(),
  /** In an order in which they can be put back: a table comes after those that it refers to. */
  tables: z.array(tableSchema).min(1),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type TableCopy = Manifest['tables'][number];

export function fileOf(folder: string, table: string): string {
  return join(folder, `${table}.ndjson.gz`);
}

/** `incomplete`: a file is not there; `altered`: a file is not what was written. */
export async function readManifest(folder: string): Promise<Result<Manifest, 'incomplete' | 'altered'>> {
  const file = join(folder, MANIFEST_FILE);
  if (!existsSync(file)) return err('incomplete');
  const manifest = manifestSchema.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!manifest.success) return err('altered');
  for (const { table, sha256 } of manifest.data.tables) {
    if (!existsSync(fileOf(folder, table))) return err('incomplete');
    if ((await hashOf(fileOf(folder, table))) !== sha256) return err('altered');
  }
  return ok(manifest.data);
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array);
  return hash.digest('base64url');
}
