import { join } from 'node:path';
import { z } from 'zod';
import {
  generateSealingKeyPair,
  generateSigningKeyPair,
  keysetSchema,
  randomBytes,
  signKeyset,
  toBase64,
  type Keyset,
} from '../../../shared/sealing/index.ts';
import { tenantIdSchema } from '../../../shared/model/index.ts';
import {
  hasFile,
  readKeyFile,
  readPublicRoot,
  readSecret,
  readSignedKeyset,
  serviceKeyFile,
  tenantFolder,
  writeSecret,
  type NamedKeyPair,
} from './files.ts';

export interface TenantKeysOptions {
  /** Where the hub finds its keys. */
  keysFolder: string;
  /** Where the root's private key is written: another place, that no hub can read. */
  rootFolder: string;
  tenant: string;
  /** The services that receive sealed submissions. */
  services: string[];
  /** The tenants whose public content this tenant's kiosks follow. */
  partners: { tenant: string; rootKey: string }[];
}

const rootSchema = z.object({ publicKey: z.string(), privateKey: z.string() });

/**
 * Creates the keys that a tenant lacks and has its root vouch for them; a later call with other services or partners
 * issues a new edition, and without a difference changes nothing. Runs where the root key is kept.
 */
export async function createTenantKeys(
  options: TenantKeysOptions,
): Promise<{ rootKey: string; edition: number }> {
  const tenant = tenantIdSchema.parse(options.tenant);
  const folder = tenantFolder(options.keysFolder, tenant);
  const root = await rootOf(options.rootFolder, tenant);
  if (!hasFile(folder, 'root-public.json')) {
    writeSecret(folder, 'root-public.json', { publicKey: root.publicKey });
  }
  if (readPublicRoot(folder) !== root.publicKey) {
    throw new Error(`the root key of ${tenant} is not the one that its kiosks have pinned`);
  }
  const before = hasFile(folder, 'keyset.json')
    ? keysetSchema.parse(JSON.parse(readSignedKeyset(folder).text))
    : undefined;
  const wanted: Keyset = {
    format: 'borne/keyset/v1',
    tenant,
    edition: before?.edition ?? 1,
    hub: publicHalves(await keysIn(folder, 'hub.json', generateSealingKeyPair)),
    feed: publicHalves(await keysIn(folder, 'feed.json', generateSigningKeyPair)),
    services: await serviceKeys(folder, [...Object.keys(before?.services ?? {}), ...options.services]),
    partners: options.partners
      .map((partner) => ({ tenant: partner.tenant, rootKey: partner.rootKey }))
      .toSorted((a, b) => a.tenant.localeCompare(b.tenant)),
  };
  if (JSON.stringify(before) === JSON.stringify(wanted)) {
    return { rootKey: root.publicKey, edition: wanted.edition };
  }
  const edition = before === undefined ? 1 : before.edition + 1;
  writeSecret(folder, 'keyset.json', await signKeyset({ ...wanted, edition }, root.privateKey));
  return { rootKey: root.publicKey, edition };
}

async function rootOf(rootFolder: string, tenant: string): Promise<z.infer<typeof rootSchema>> {
  const file = `${tenant}-root.json`;
  if (!hasFile(rootFolder, file)) writeSecret(rootFolder, file, await generateSigningKeyPair());
  return rootSchema.parse(readSecret(join(rootFolder, file)));
}

async function serviceKeys(folder: string, services: string[]): Promise<Keyset['services']> {
  const keys: Keyset['services'] = {};
  for (const service of [...new Set(services)].toSorted()) {
    keys[service] = publicHalves(await keysIn(folder, serviceKeyFile(service), generateSealingKeyPair));
  }
  return keys;
}

async function keysIn(
  folder: string,
  file: string,
  generate: () => Promise<{ publicKey: string; privateKey: string }>,
): Promise<NamedKeyPair[]> {
  if (!hasFile(folder, file)) {
    writeSecret(folder, file, { keys: [{ kid: toBase64(randomBytes(6)), ...(await generate()) }] });
  }
  return readKeyFile(folder, file);
}

function publicHalves(keys: NamedKeyPair[]): { kid: string; publicKey: string }[] {
  return keys.map(({ kid, publicKey }) => ({ kid, publicKey }));
}
