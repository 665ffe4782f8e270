import { err, ok, type Result } from '../../../shared/result/index.ts';
import { readKeyset } from '../../../shared/sealing/index.ts';
import { type EnrolReply } from '../../../shared/sync/index.ts';
import { type HubClient, type HubFailure } from '../hub/index.ts';
import { type Site } from '../store/index.ts';
import { type DeviceKey } from './device-key.ts';

export type EnrolmentFailure = HubFailure | 'no-enrolment-code' | 'untrusted-keys' | 'root-key-changed';

/** True once the city knows this kiosk by the key that it has now. */
export function isEnrolled(site: Site, key: DeviceKey): boolean {
  return site.enrolment()?.deviceKey === key.publicKey;
}

/**
 * Asks once to be enrolled with the configuration's code, and pins the city's root key. Asking again after a lost reply
 * is harmless.
 * `not-allowed`: the code is wrong, used up or too old; `root-key-changed`: the kiosk already trusts another root, and a
 * hub cannot change that; `untrusted-keys`: the keyset is not signed by the root that came with it.
 */
export async function enrolOnce(
  means: { hub: HubClient; site: Site; key: DeviceKey; code: string | undefined },
  signal: AbortSignal,
): Promise<Result<undefined, EnrolmentFailure>> {
  const { hub, site, key, code } = means;
  if (code === undefined) return err('no-enrolment-code');
  const signature = key.sign(`${code} ${key.publicKey}`);
  const reply = await hub.enrol({ code, publicKey: key.publicKey, signature }, signal);
  return reply.ok ? pin(site, key, reply.value) : reply;
}

async function pin(
  site: Site,
  key: DeviceKey,
  reply: EnrolReply,
): Promise<Result<undefined, 'untrusted-keys' | 'root-key-changed'>> {
  const { device, tenant, rootKey } = reply;
  const pinned = site.enrolment();
  if (pinned && (pinned.rootKey !== rootKey || pinned.tenant !== tenant)) return err('root-key-changed');
  const keyset = await readKeyset(reply.keyset, tenant, rootKey);
  if (!keyset.ok) return keyset;
  site.enrol(
    { device, deviceKey: key.publicKey, tenant, site: reply.site, rootKey },
    { tenant, rootKey, edition: keyset.value.edition, ...reply.keyset },
  );
  return ok();
}
