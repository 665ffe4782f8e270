import {
  generateSealingKeyPair,
  generateSigningKeyPair,
  keysetSchema,
  signKeyset,
  type Keyset,
  type PublicKey,
} from '../../../shared/sealing/index.ts';
import { tenantIdSchema } from '../../../shared/model/index.ts';
import { dayInTheCity } from '../day.ts';
import {
  addKey,
  hasFile,
  readKeyFile,
  readPublicRoot,
  readRootKey,
  readSignedKeyset,
  rootKeyFile,
  serviceKeyFile,
  tenantFolder,
  writeSecret,
  type RootKeyPair,
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
  const today = dayInTheCity(new Date());
  const wanted: Keyset = {
    format: 'borne/keyset/v1',
    tenant,
    edition: before?.edition ?? 1,
    hub: before?.hub ?? [await newKeyIn(folder, 'hub.json', generateSealingKeyPair, today)],
    feed: before?.feed ?? [await newKeyIn(folder, 'feed.json', generateSigningKeyPair, today)],
    services: await serviceKeys(folder, before?.services ?? {}, options.services, today),
    partners: options.partners
      .map((partner) => ({ tenant: partner.tenant, rootKey: partner.rootKey }))
      .toSorted((a, b) => a.tenant.localeCompare(b.tenant)),
    ...(before?.retired === undefined ? {} : { retired: before.retired }),
  };
  if (JSON.stringify(before) === JSON.stringify(wanted)) {
    return { rootKey: root.publicKey, edition: wanted.edition };
  }
  const edition = before === undefined ? 1 : before.edition + 1;
  writeSecret(folder, 'keyset.json', await signKeyset({ ...wanted, edition }, root.privateKey));
  return { rootKey: root.publicKey, edition };
}

async function rootOf(rootFolder: string, tenant: string): Promise<RootKeyPair> {
  if (!hasFile(rootFolder, rootKeyFile(tenant)))
    writeSecret(rootFolder, rootKeyFile(tenant), await generateSigningKeyPair());
  return readRootKey(rootFolder, tenant);
}

/** In the order of their names; those that a service has already are left as they are. */
async function serviceKeys(
  folder: string,
  known: Keyset['services'],
  services: readonly string[],
  today: string,
): Promise<Keyset['services']> {
  const keys: Keyset['services'] = {};
  for (const service of [...new Set([...Object.keys(known), ...services])].toSorted()) {
    keys[service] = known[service] ?? [
      await newKeyIn(folder, serviceKeyFile(service), generateSealingKeyPair, today),
    ];
  }
  return keys;
}

/** The first key of its kind; one that a cut-off call has left in its file is taken up. */
async function newKeyIn(
  folder: string,
  file: string,
  generate: () => Promise<{ publicKey: string; privateKey: string }>,
  from: string,
): Promise<PublicKey> {
  const [held] = hasFile(folder, file) ? readKeyFile(folder, file) : [];
  const { kid, publicKey } = held ?? (await addKey(folder, file, generate));
  return { kid, publicKey, from };
}
