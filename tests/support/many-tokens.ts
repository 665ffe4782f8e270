import { randomUUID } from 'node:crypto';
import { type Database } from '../../city/hub/database/index.ts';
import { authenticate, openKeyRing } from '../../city/hub/keys/index.ts';

const HOUR_MS = 3_600_000;

/** A token for each of many kiosks: the rows and signatures that ten thousand codes, proofs and nonces would lead to. */
export async function manyTokens(
  database: Database,
  keysFolder: string,
  tenant: string,
  count: number,
): Promise<string[]> {
  const devices = Array.from({ length: count }, () => randomUUID());
  await database.query(
    `insert into device (tenant, id, public_key, site, site_name) select $1, id, '', 'site', 'Site' from unnest($2::uuid[]) as id`,
    [tenant, devices],
  );
  const [key] = (await openKeyRing(keysFolder).of(tenant))?.hub ?? [];
  if (key === undefined) throw new Error(`${tenant} has no hub key`);
  const until = Date.now() + HOUR_MS;
  return devices.map((device) => {
    const text = Buffer.from(JSON.stringify({ home: tenant, device, until })).toString('base64url');
    return `${text}.${authenticate(key, 'token', text)}`;
  });
}
