import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { tenantIdSchema } from '../../../shared/model/index.ts';
import { randomBytes, signedTextSchema, toBase64, type SignedText } from '../../../shared/sealing/index.ts';

const keyPairSchema = z.object({ kid: z.string(), publicKey: z.string(), privateKey: z.string() });

/** A key with its name. `privateKey` never leaves the file and the memory of the processes that need it. */
export type NamedKeyPair = z.infer<typeof keyPairSchema>;

/** The oldest key first; older ones stay, because an old key still seals. None when all were destroyed. */
const keyFileSchema = z.object({ keys: z.array(keyPairSchema) });

const publicRootSchema = z.object({ publicKey: z.string() });

/** Others than the owner may read such a file: a backup or another account could carry the key away. */
const OTHERS = 0o077;

/** The files of one tenant: `hub.json`, `feed.json`, `service-<id>.json`, `keyset.json`, `root-public.json`. */
export function tenantFolder(keysFolder: string, tenant: string): string {
  return join(keysFolder, tenant);
}

export function serviceKeyFile(service: string): string {
  return `service-${service}.json`;
}

/** @throws when the file is missing, is not a key file, or can be read by others */
export function readKeyFile(folder: string, file: string): NamedKeyPair[] {
  return keyFileSchema.parse(readSecret(join(folder, file))).keys;
}

/** Makes a key and puts it behind those of its file. */
export async function addKey(
  folder: string,
  file: string,
  generate: () => Promise<{ publicKey: string; privateKey: string }>,
): Promise<NamedKeyPair> {
  const key = { kid: toBase64(randomBytes(6)), ...(await generate()) };
  const held = hasFile(folder, file) ? readKeyFile(folder, file) : [];
  writeSecret(folder, file, { keys: [...held, key] });
  return key;
}

/** Takes a key out of its file for ever. */
export function removeKey(folder: string, file: string, kid: string): void {
  const kept = readKeyFile(folder, file).filter((key) => key.kid !== kid);
  writeSecret(folder, file, { keys: kept });
}

const rootSchema = z.object({ publicKey: z.string(), privateKey: z.string() });

export type RootKeyPair = z.infer<typeof rootSchema>;

/** The name of a tenant's root key, in the folder that no hub can read. */
export function rootKeyFile(tenant: string): string {
  return `${tenant}-root.json`;
}

/** @throws when it is not there or can be read by others */
export function readRootKey(rootFolder: string, tenant: string): RootKeyPair {
  return rootSchema.parse(readSecret(join(rootFolder, rootKeyFile(tenant))));
}

export function readSignedKeyset(folder: string): SignedText {
  return signedTextSchema.parse(JSON.parse(readFileSync(join(folder, 'keyset.json'), 'utf8')));
}

/** The public half of the tenant's root key, which a kiosk pins when it is enrolled. */
export function readPublicRoot(folder: string): string {
  const content: unknown = JSON.parse(readFileSync(join(folder, 'root-public.json'), 'utf8'));
  return publicRootSchema.parse(content).publicKey;
}

export function hasFile(folder: string, file: string): boolean {
  return existsSync(join(folder, file));
}

/** When the keyset was last changed: it is written after all the files that it speaks of. */
export function keysetTime(folder: string): number | undefined {
  return statSync(join(folder, 'keyset.json'), { throwIfNoEntry: false })?.mtimeMs;
}

/** Written aside, flushed and moved: a power cut leaves the old file or the new one, never half a key. */
export function writeSecret(folder: string, file: string, content: unknown): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const target = join(folder, file);
  const written = `${target}.new`;
  const descriptor = openSync(written, 'w', 0o600);
  writeSync(descriptor, JSON.stringify(content, null, 2));
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(written, target);
}

export function readSecret(path: string): unknown {
  if (process.platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0) {
    throw new Error(`${path} can be read by other accounts: its mode must be 600`);
  }
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Another secret of a tenant, in a file beside its keys; undefined where there is none. @throws as `readSecret` */
export function readSecretOf(keysFolder: string, tenant: string, file: string): unknown {
  // The name comes from an address: one that is not a tenant's must not become a path.
  if (!tenantIdSchema.safeParse(tenant).success) return undefined;
  const folder = tenantFolder(keysFolder, tenant);
  return hasFile(folder, file) ? readSecret(join(folder, file)) : undefined;
}
