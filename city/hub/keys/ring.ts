import { readdirSync } from 'node:fs';
import { tenantIdSchema } from '../../../shared/model/index.ts';
import { readKeyset, type Keyset, type SignedText } from '../../../shared/sealing/index.ts';
import {
  hasFile,
  keysetTime,
  readKeyFile,
  readPublicRoot,
  readSignedKeyset,
  serviceKeyFile,
  tenantFolder,
  type NamedKeyPair,
} from './files.ts';

/** What a hub holds for one tenant. The root's private key is not among it. */
export interface TenantKeys {
  tenant: string;
  rootKey: string;
  signedKeyset: SignedText;
  keyset: Keyset;
  hub: NamedKeyPair[];
  /** The one that signs checkpoints. */
  feed: NamedKeyPair;
  /** Those of the services whose key this hub was given. */
  services: Map<string, NamedKeyPair[]>;
}

/** The keys of the tenants that this hub serves, read again whenever a new edition was issued. */
export interface KeyRing {
  tenants(): string[];
  /** Undefined for a tenant that this hub does not serve. */
  of(tenant: string): Promise<TenantKeys | undefined>;
}

export function openKeyRing(keysFolder: string): KeyRing {
  const known = new Map<string, { time: number; keys: TenantKeys }>();
  return {
    tenants() {
      return readdirSync(keysFolder).filter((name) => isServed(keysFolder, name));
    },
    async of(tenant) {
      // The name comes from an address: one that is not a tenant's must not become a path.
      if (!tenantIdSchema.safeParse(tenant).success) return undefined;
      const time = keysetTime(tenantFolder(keysFolder, tenant));
      if (time === undefined) return undefined;
      const held = known.get(tenant);
      if (held?.time === time) return held.keys;
      const keys = await readTenantKeys(keysFolder, tenant);
      known.set(tenant, { time, keys });
      return keys;
    },
  };
}

function isServed(keysFolder: string, name: string): boolean {
  return tenantIdSchema.safeParse(name).success && hasFile(tenantFolder(keysFolder, name), 'keyset.json');
}

async function readTenantKeys(keysFolder: string, tenant: string): Promise<TenantKeys> {
  const folder = tenantFolder(keysFolder, tenant);
  const rootKey = readPublicRoot(folder);
  const signedKeyset = readSignedKeyset(folder);
  const keyset = await readKeyset(signedKeyset, tenant, rootKey);
  if (!keyset.ok) throw new Error(`the keyset of ${tenant} is not signed by its root`);
  const services = Object.keys(keyset.value.services).filter((id) => hasFile(folder, serviceKeyFile(id)));
  const [feed] = readKeyFile(folder, 'feed.json');
  if (feed === undefined) throw new Error(`${tenant} has no feed key`);
  return {
    tenant,
    rootKey,
    signedKeyset,
    keyset: keyset.value,
    hub: readKeyFile(folder, 'hub.json'),
    feed,
    services: new Map(services.map((id) => [id, readKeyFile(folder, serviceKeyFile(id))])),
  };
}
