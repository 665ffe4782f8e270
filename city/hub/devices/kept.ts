import { parseJson } from '../../../shared/json/index.ts';
import { verify, type SignedText } from '../../../shared/sealing/index.ts';
import { keptKeysSchema, type KeptKeys } from '../../../shared/sync/index.ts';
import type { Database } from '../database/index.ts';
import type { Device } from './device.ts';

/** What a kiosk says with a token of what it still keeps; undefined when it did not sign it, or for another token. */
export async function readKept(
  device: Device,
  nonce: string,
  kept: SignedText | undefined,
): Promise<KeptKeys['tenants'] | undefined> {
  if (kept === undefined) return undefined;
  const said = keptKeysSchema.safeParse(parseJson(kept.text));
  if (!said.success || said.data.device !== device.id || said.data.nonce !== nonce) return undefined;
  return (await verify(device.publicKey, kept.text, kept.signature)) ? said.data.tenants : undefined;
}

/**
 * Keeps what a kiosk proved, and since when it has the keyset that it has: pages that were open before may have sealed to
 * a key of the one before.
 */
export async function noteKept(
  database: Database,
  device: Device,
  tenants: KeptKeys['tenants'],
): Promise<void> {
  await database.query(
    `insert into kept_keys (tenant, device, edition, edition_since, kids, told_at)
     select distinct on (told.tenant) told.tenant, $1::uuid, told.edition, now(),
       coalesce((select array_agg(kid) from json_array_elements_text(told.kids) as kid), '{}'), now()
     from json_to_recordset($2::json) as told (tenant text, edition integer, kids json)
     order by told.tenant
     on conflict (tenant, device) do update set
       edition_since = case when kept_keys.edition = excluded.edition
         then kept_keys.edition_since else excluded.edition_since end,
       edition = excluded.edition, kids = excluded.kids, told_at = excluded.told_at`,
    [device.id, JSON.stringify(tenants)],
  );
}
