import { join } from 'node:path';
import { type StickContentReason, type StickTenant } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { type Bundle, BUNDLE_FILES, BUNDLE_FOLDERS, bundleSchema } from '../../../shared/sync/index.ts';
import { type SegmentFiles } from '../store/index.ts';
import { Follower, type FollowFailure, readSigned } from '../sync/index.ts';
import { type HearingMeans, hearAcks } from './stick-acks.ts';
import { namesOnStick } from './stick.ts';
import { StickSource } from './stick-source.ts';

export interface TakingMeans extends HearingMeans {
  segments: SegmentFiles;
}

/** What each way of failing means to who stands there with a stick; all others: a file is not what the city wrote. */
const SAID: Partial<Record<FollowFailure, StickContentReason>> = {
  'untrusted-keys': 'not-ours',
  'untrusted-checkpoint': 'not-ours',
  'tenant-not-followed': 'not-ours',
  'older-checkpoint': 'older',
  'left-epoch': 'older',
  'program-too-old': 'program-too-old',
  interrupted: 'pulled-out',
};

/**
 * Takes from a stick what the cities sent down: whole checkpoints, verified, each tenant's or nothing of it, and their
 * words on this kiosk's items. Nothing else may write content meanwhile.
 * @throws when the kiosk's own disk refuses
 */
export async function takeFromStick(
  means: TakingMeans,
  identity: { device: string; tenant: string },
  stick: string,
  signal: AbortSignal,
): Promise<StickTenant[]> {
  const { keyring, precious, content, segments, log } = means;
  const source = new StickSource(stick, identity);
  const { outbox } = precious;
  const follower = new Follower({ hub: source, keyring, outbox, content, segments, log });
  const said: StickTenant[] = [];
  // The home tenant comes first: its keyset names the partners.
  for (let done = 0; done < keyring.tenants().length; done += 1) {
    const tenant = keyring.tenants()[done];
    if (tenant === undefined) continue;
    const listed = await readList(means, source, stick, tenant);
    const taken = listed.ok ? await take(follower, source, listed.value, signal) : listed;
    const acks = listed.ok
      ? await hearAcks(means, source, tenant)
      : ok({ accepted: 0, settled: 0, attention: 0 });
    said.push({ tenant, content: taken, acks });
    if (!taken.ok) log.write('stick-refused', { tenant, reason: taken.reason });
  }
  return said;
}

/** The list comes last onto a stick: without one, what is there is half of something. */
async function readList(
  { keyring }: TakingMeans,
  source: StickSource,
  stick: string,
  tenant: string,
): Promise<Result<Bundle, StickContentReason>> {
  const list = await source.list(tenant);
  if (!list.ok) return err(list.reason === 'bad-reply' ? 'altered' : await whyNoList(stick, tenant));
  const keyset = await source.keyset(tenant);
  if (!keyset.ok) return err('altered');
  const kept = await keyring.keep(tenant, keyset.value);
  if (!kept.ok && kept.reason !== 'older-keys') return err('not-ours');
  const bundle = await readSigned(keyring, bundleSchema, tenant, list.value);
  return bundle.ok ? bundle : err(kept.ok ? 'not-ours' : 'older');
}

async function whyNoList(stick: string, tenant: string): Promise<'nothing-here' | 'unfinished'> {
  const names = await namesOnStick(join(stick, tenant));
  const isBegun = [BUNDLE_FILES.keyset, ...BUNDLE_FOLDERS].some((name) => names.includes(name));
  return isBegun ? 'unfinished' : 'nothing-here';
}

async function take(
  follower: Follower,
  source: StickSource,
  { tenant, files }: Bundle,
  signal: AbortSignal,
): Promise<Result<{ applied: number }, StickContentReason>> {
  const followed = await follower.follow(tenant, signal);
  if (followed.ok) return followed;
  // Each file that is missed looks the same as a stick that is gone: its list was there before.
  if (!(await source.list(tenant)).ok) return err('pulled-out');
  const own = source.checkpointName(tenant);
  const isForUs = files.some(({ name }) => name === own);
  return err(isForUs ? (SAID[followed.reason] ?? 'altered') : 'nothing-here');
}
