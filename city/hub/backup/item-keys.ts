import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { parseJson } from '../../../shared/json/index.ts';
import type { Connection } from '../database/index.ts';

/**
 * The keys under which submissions stand in backups, by tenant and id. They lie beside the backups in one file, that each
 * backup replaces: what the hub has erased is in no later file, and so cannot be read in any earlier backup.
 */
export interface ItemKeys extends KeyFile {
  of(tenant: string, submission: string): Buffer | undefined;
  all: readonly ItemKey[];
}

/** Which file holds the keys of a backup: that one, in this edition or a later one. */
export const keyFileSchema = z.object({ name: z.uuid(), edition: z.number().int().positive() });

export type KeyFile = z.infer<typeof keyFileSchema>;

const itemKeySchema = z.tuple([z.string(), z.uuid(), z.string()]);

/** Tenant, submission, base64. */
type ItemKey = z.infer<typeof itemKeySchema>;

const contentSchema = keyFileSchema.extend({
  format: z.literal('borne/item-keys/v1'),
  keys: z.array(itemKeySchema),
});

export function keyFilePath(folder: string, { name }: Pick<KeyFile, 'name'>): string {
  return join(folder, `item-keys-${name}.json.gz`);
}

/** The keys of everything in the transaction's snapshot, made where one is missing. The caller has the backups' lock. */
export async function takeItemKeys(connection: Connection): Promise<ItemKeys> {
  await connection.query(
    `insert into upkeep.item_key (tenant, submission, key)
     select tenant, id, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
     from submission where erased_on is null on conflict do nothing`,
  );
  // One that was made for what another transaction erased meanwhile opens nothing that is not in this backup.
  await connection.query(
    `delete from upkeep.item_key using submission
     where submission.tenant = item_key.tenant and submission.id = item_key.submission and erased_on is not null`,
  );
  const { rows: files } = await connection.query<KeyFile>(
    `insert into upkeep.item_key_file (name, edition) values ($1, 1)
     on conflict (only_row) do update set edition = item_key_file.edition + 1 returning name, edition`,
    [randomUUID()],
  );
  const { rows } = await connection.query<{ tenant: string; submission: string; key: string }>(
    `select tenant, submission, encode(key, 'base64') as key from upkeep.item_key order by tenant, submission`,
  );
  const [file] = files;
  if (file === undefined) throw new Error('a row that was just written is not there');
  return itemKeys(
    file,
    rows.map(({ tenant, submission, key }) => [tenant, submission, key]),
  );
}

/** Notes in a restored database which keys open its backups, so that older ones stay readable, and the file goes on. */
export async function keepItemKeys(connection: Connection, keys: ItemKeys): Promise<void> {
  await connection.query(
    `insert into upkeep.item_key (tenant, submission, key)
     select tenant, id, decode(key, 'base64')
     from unnest($1::text[], $2::uuid[], $3::text[]) as kept (tenant, id, key)
     join submission using (tenant, id) where erased_on is null on conflict do nothing`,
    [keys.all.map(([tenant]) => tenant), keys.all.map(([, id]) => id), keys.all.map(([, , key]) => key)],
  );
  await connection.query('insert into upkeep.item_key_file (name, edition) values ($1, $2)', [
    keys.name,
    keys.edition,
  ]);
}

/** Written to the disk when it returns. */
export async function writeKeyFile(path: string, { name, edition, all }: ItemKeys): Promise<void> {
  const content = { format: 'borne/item-keys/v1', name, edition, keys: all };
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(await promisify(gzip)(JSON.stringify(content)));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Undefined when there is none, or when it is not one. */
export async function readKeyFile(path: string): Promise<ItemKeys | undefined> {
  if (!existsSync(path)) return undefined;
  const text = await promisify(gunzip)(await readFile(path)).catch(() => undefined);
  const content = contentSchema.safeParse(text && parseJson(text.toString('utf8')));
  return content.success ? itemKeys(content.data, content.data.keys) : undefined;
}

function itemKeys({ name, edition }: KeyFile, all: readonly ItemKey[]): ItemKeys {
  const known = new Map(all.map(([tenant, submission, key]) => [`${tenant} ${submission}`, key]));
  return {
    name,
    edition,
    all,
    of(tenant, submission) {
      const key = known.get(`${tenant} ${submission}`);
      return key === undefined ? undefined : Buffer.from(key, 'base64');
    },
  };
}
