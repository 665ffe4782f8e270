import type { Connection, Database } from '../database/index.ts';

export interface Device {
  tenant: string;
  id: string;
  publicKey: string;
  siteName: string;
  revoked: boolean;
}

/** A device by its id alone: couriers bring the items of kiosks that are not theirs. */
export async function findDevice(database: Database | Connection, id: string): Promise<Device | undefined> {
  const { rows } = await database.query<Device>(
    `select tenant, id, public_key as "publicKey", site_name as "siteName", revoked_at is not null as revoked
     from device where id = $1`,
    [id],
  );
  return rows[0];
}

/** From now on the device gets no token, and what it signs goes to people instead of being accepted. */
export async function revokeDevice(database: Database, tenant: string, id: string): Promise<void> {
  await database.query(
    'update device set revoked_at = now() where tenant = $1 and id = $2 and revoked_at is null',
    [tenant, id],
  );
}
