import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { readKeyset, sign, signKeyset, verify, type Keyset } from '../../../shared/sealing/index.ts';
import {
  hasFile,
  readPublicRoot,
  readRootKey,
  readSignedKeyset,
  rootKeyFile,
  tenantFolder,
  writeSecret,
} from './files.ts';

/** Where a tenant's keys are, on the machine on which the root key's stick is put in. */
export interface KeyPlaces {
  /** What hubs read. */
  keysFolder: string;
  /** The stick, or wherever else the root's private key is kept. */
  rootFolder: string;
  tenant: string;
}

/** What a key opens: `hub`, or the words that are sent to a service. */
export type KeyOwner = 'hub' | { service: string };

/**
 * `no-keys`: the folder has none of this tenant; `no-root`: the stick is not in, or holds other cities' roots;
 * `other-root`: its root is not the one that the kiosks have pinned; `untrusted-keys`: the keyset is not what it signed.
 */
export type EditionRefusal = 'no-keys' | 'no-root' | 'other-root' | 'untrusted-keys';

/** The keyset as the root signed it. */
export async function readOwnKeyset(
  keysFolder: string,
  tenant: string,
): Promise<Result<Keyset, 'no-keys' | 'untrusted-keys'>> {
  const folder = tenantFolder(keysFolder, tenant);
  if (!hasFile(folder, 'keyset.json') || !hasFile(folder, 'root-public.json')) return err('no-keys');
  return readKeyset(readSignedKeyset(folder), tenant, readPublicRoot(folder));
}

/**
 * Has the root sign another edition. `change` makes the private halves of what it names, before it is signed: a hub that
 * reads the new edition holds them all.
 */
export async function issueEdition<Reason extends string>(
  places: KeyPlaces,
  change: (before: Keyset, folder: string) => Promise<Result<Keyset, Reason>>,
): Promise<Result<Keyset, Reason | EditionRefusal>> {
  const { keysFolder, rootFolder, tenant } = places;
  const before = await readOwnKeyset(keysFolder, tenant);
  if (!before.ok) return before;
  const root = await readOwnRoot(keysFolder, rootFolder, tenant);
  if (!root.ok) return root;
  const folder = tenantFolder(keysFolder, tenant);
  const changed = await change(before.value, folder);
  if (!changed.ok) return changed;
  const keyset = { ...changed.value, edition: before.value.edition + 1 };
  writeSecret(folder, 'keyset.json', await signKeyset(keyset, root.value));
  return ok(keyset);
}

/** The root's private half, once it was seen that kiosks believe what it signs. */
export async function readOwnRoot(
  keysFolder: string,
  rootFolder: string,
  tenant: string,
): Promise<Result<string, 'no-root' | 'other-root'>> {
  if (!existsSync(join(rootFolder, rootKeyFile(tenant)))) return err('no-root');
  const { privateKey } = readRootKey(rootFolder, tenant);
  const pinned = readPublicRoot(tenantFolder(keysFolder, tenant));
  const isPinned = await verify(pinned, tenant, await sign(privateKey, tenant));
  return isPinned ? ok(privateKey) : err('other-root');
}
