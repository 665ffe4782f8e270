import { formSchema, type Form } from '../../../shared/model/index.ts';
import type { Database } from '../database/index.ts';
import { findDevice, type Device } from '../devices/index.ts';
import type { KeyRing, TenantKeys } from '../keys/index.ts';

/** What the items of one batch need to know, each looked up once: most come from one kiosk, for a few forms. */
export interface Lookups {
  /** Undefined for a tenant that this hub does not serve. */
  keysOf(tenant: string): Promise<TenantKeys | undefined>;
  device(id: string): Promise<Device | undefined>;
  /** The form as it was when the visitor filled it: an old one is as good as today's. */
  form(tenant: string, form: { id: string; version: number }): Promise<Form | undefined>;
}

export function openLookups(database: Database, ring: KeyRing): Lookups {
  const form = once((name) => {
    const [tenant = '', id = '', version = ''] = JSON.parse(name) as string[];
    return publishedForm(database, tenant, { id, version });
  });
  return {
    keysOf: once((tenant) => ring.of(tenant)),
    device: once((id) => findDevice(database, id)),
    form: (tenant, { id, version }) => form(JSON.stringify([tenant, id, version])),
  };
}

function once<T>(look: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (name) => {
    const found = known.get(name) ?? look(name);
    known.set(name, found);
    return found;
  };
}

async function publishedForm(
  database: Database,
  tenant: string,
  form: { id: string; version: string },
): Promise<Form | undefined> {
  const { rows } = await database.query<{ body: string }>(
    `select body from form_version where tenant = $1 and form = $2 and version = $3::bigint`,
    [tenant, form.id, form.version],
  );
  return rows[0] === undefined ? undefined : formSchema.parse(JSON.parse(rows[0].body));
}
