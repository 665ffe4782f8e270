import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  ANSWERS_SCOPE,
  type Bundle,
  BUNDLE_FILES,
  BUNDLE_FOLDERS,
  type Checkpoint,
  EVERYBODY,
  PUBLIC_SCOPE,
  type Scope,
  type Snapshot,
  snapshotSchema,
} from '../../../shared/sync/index.ts';
import { inTransaction, type Database } from '../database/index.ts';
import { devicesOf, scopesOf } from '../devices/index.ts';
import { ensureFeed, makeSnapshot, newestCheckpoint, newestSnapshot, readSegment } from '../feed/index.ts';
import { signedByFeed, type TenantKeys } from '../keys/index.ts';
import { sha256Name } from '../sha256.ts';
import { acksOfKiosks } from './acks.ts';
import { makeFolder, syncFolder, writeToStick } from './stick.ts';

/** Somebody may be publishing: snapshots and checkpoint must speak of the same position. */
const TRIES = 20;
const BETWEEN_TRIES_MS = 200;

/**
 * Writes all that the tenant's kiosks follow into a folder, sealed answers included, and what became of their items, in
 * place of what an earlier export left there. The list is written last: a stick that was pulled out too early has none, or the former one.
 * @returns how many kiosks it serves; `busy`: no quiet moment came
 * @throws a system error when the stick is full, cannot be written or was pulled out
 */
export async function exportBundle(
  database: Database,
  keys: TenantKeys,
  folder: string,
): Promise<{ kiosks: number; bytes: number } | 'busy'> {
  const { tenant } = keys;
  await ensureFeed(database, tenant);
  const devices = await devicesOf(database, tenant);
  const everybody = [PUBLIC_SCOPE, ANSWERS_SCOPE];
  const scopes = [...new Set([...everybody, ...devices.flatMap((device) => scopesOf(device, tenant))])];
  const moment = await quietMoment(database, tenant, scopes);
  if (moment === undefined) return 'busy';
  const { checkpoint, snapshots } = moment;
  const writer = new BundleWriter(join(folder, tenant));
  writer.begin();
  for (const snapshot of snapshots) {
    for (const { segment } of snapshot.buckets) {
      if (segment === null) continue;
      const content = await readSegment(database, tenant, segment.sha256);
      if (content === undefined) throw new Error('a segment of a snapshot that was just made is gone');
      writer.write(BUNDLE_FILES.segment(segment.sha256), content);
    }
    writer.write(BUNDLE_FILES.snapshot(snapshot.scope), await signed(keys, snapshot));
  }
  const forKiosk = (followed: readonly Scope[]) => signed(keys, asBundled(checkpoint, followed));
  writer.write(BUNDLE_FILES.checkpoint(EVERYBODY), await forKiosk(everybody));
  for (const device of devices)
    writer.write(BUNDLE_FILES.checkpoint(device.id), await forKiosk(scopesOf(device, tenant)));
  for await (const { device, acks } of acksOfKiosks(database, tenant)) {
    // The database was replaced meanwhile.
    if (acks.epoch !== checkpoint.epoch) return 'busy';
    writer.write(BUNDLE_FILES.acks(device), await signed(keys, acks));
  }
  writer.write(BUNDLE_FILES.keyset, JSON.stringify(keys.signedKeyset));
  const { epoch, head } = checkpoint;
  const list: Bundle = { format: 'borne/bundle/v1', tenant, epoch, head, files: writer.files };
  writer.end(await signed(keys, list));
  return { kiosks: devices.length, bytes: writer.files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** A checkpoint over all scopes, and a snapshot of each that has anything, all of the same position. */
async function quietMoment(
  database: Database,
  tenant: string,
  scopes: readonly Scope[],
): Promise<{ checkpoint: Checkpoint; snapshots: Snapshot[] } | undefined> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    for (const scope of await usedAmong(database, tenant, scopes))
      await makeSnapshot(database, tenant, scope);
    const moment = await inTransaction(database, async (connection) => {
      await connection.query('set transaction isolation level repeatable read');
      const checkpoint = await newestCheckpoint(connection, tenant, scopes);
      const texts: (string | undefined)[] = [];
      for (const { scope, head } of checkpoint?.scopes ?? [])
        if (head > 0) texts.push(await newestSnapshot(connection, tenant, scope));
      return { checkpoint, texts };
    });
    const { checkpoint, texts } = moment;
    const snapshots = texts.flatMap((text) =>
      text === undefined ? [] : [snapshotSchema.parse(JSON.parse(text))],
    );
    const position = new Map(snapshots.map((snapshot) => [snapshot.scope, snapshot.position]));
    const isQuiet = checkpoint?.scopes.every(({ scope, head }) => head <= (position.get(scope) ?? 0));
    if (checkpoint && isQuiet) return { checkpoint, snapshots };
    await new Promise((resume) => setTimeout(resume, BETWEEN_TRIES_MS));
  }
  return undefined;
}

/** Those in which something was ever published: few kiosks have anything of their own. */
async function usedAmong(database: Database, tenant: string, scopes: readonly Scope[]): Promise<Scope[]> {
  const { rows } = await database.query<{ scope: string }>(
    'select scope from feed_scope where tenant = $1 and scope = any($2)',
    [tenant, scopes],
  );
  return rows.map(({ scope }) => scope);
}

/** The floor is the head: a stick has no log, so that every kiosk compares its buckets with the snapshot. */
function asBundled(checkpoint: Checkpoint, followed: readonly Scope[]): Checkpoint {
  const scopes = checkpoint.scopes.filter(({ scope }) => followed.includes(scope));
  return { ...checkpoint, scopes: scopes.map((scope) => ({ ...scope, floor: scope.head })) };
}

async function signed(keys: TenantKeys, statement: object): Promise<string> {
  return JSON.stringify(await signedByFeed(keys, JSON.stringify(statement)));
}

class BundleWriter {
  readonly #folder: string;
  readonly files: Bundle['files'] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Without a list, what is half written passes for nothing. What kiosks left for the city stays. */
  begin(): void {
    makeFolder(this.#folder);
    rmSync(join(this.#folder, BUNDLE_FILES.list), { force: true });
    syncFolder(this.#folder);
    for (const name of BUNDLE_FOLDERS) rmSync(join(this.#folder, name), { recursive: true, force: true });
  }

  write(name: string, content: string | Uint8Array): void {
    const bytes = Buffer.from(content);
    writeToStick(join(this.#folder, name), bytes);
    this.files.push({ name, sha256: sha256Name(bytes), bytes: bytes.byteLength });
  }

  /** The list last, once all that it names is on the stick. */
  end(list: string): void {
    for (const name of BUNDLE_FOLDERS) syncFolder(join(this.#folder, name));
    this.write(BUNDLE_FILES.list, list);
    syncFolder(this.#folder);
  }
}
