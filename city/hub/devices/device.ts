import {
  ANSWERS_SCOPE,
  deviceScope,
  PUBLIC_SCOPE,
  siteScope,
  type Scope,
} from '../../../shared/sync/index.ts';
import type { Connection, Database } from '../database/index.ts';

export interface Device {
  tenant: string;
  id: string;
  publicKey: string;
  site: string;
  siteName: string;
  revoked: boolean;
}

const DEVICES = `select tenant, id, public_key as "publicKey", site, site_name as "siteName",
  revoked_at is not null as revoked from device`;

/** A device by its id alone: couriers bring the items of kiosks that are not theirs. */
export async function findDevice(database: Database | Connection, id: string): Promise<Device | undefined> {
  const { rows } = await database.query<Device>(`${DEVICES} where id = $1`, [id]);
  return rows[0];
}

/** The tenant's kiosks, without those that were revoked. */
export async function devicesOf(database: Database, tenant: string): Promise<Device[]> {
  const { rows } = await database.query<Device>(
    `${DEVICES} where tenant = $1 and revoked_at is null order by id`,
    [tenant],
  );
  return rows;
}

/** From now on the device gets no token, and what it signs goes to people instead of being accepted. */
export async function revokeDevice(
  database: Database,
  tenant: string,
  id: string,
  by?: string,
): Promise<void> {
  await database.query(
    `update device set revoked_at = now(), revoked_by = $3
     where tenant = $1 and id = $2 and revoked_at is null`,
    [tenant, id, by],
  );
}

/** Puts a kiosk at another site: at its next checkpoint it drops what the first one alone showed (I9). */
export async function moveDevice(
  database: Database,
  tenant: string,
  id: string,
  site: { id: string; name: string },
): Promise<void> {
  await database.query('update device set site = $3, site_name = $4 where tenant = $1 and id = $2', [
    tenant,
    id,
    site.id,
    site.name,
  ]);
}

/** The scopes of a tenant that a kiosk follows: of a partner, only what is the same for everybody. */
export function scopesOf(device: Device, tenant: string): Scope[] {
  const everybody = [PUBLIC_SCOPE, ANSWERS_SCOPE];
  return device.tenant === tenant
    ? [...everybody, siteScope(device.site), deviceScope(device.id)]
    : everybody;
}
