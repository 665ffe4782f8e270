import { join } from 'node:path';
import { parseJson } from '../../../shared/json/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { verify } from '../../../shared/sealing/index.ts';
import { type Bundle, BUNDLE_FILES, bundleSchema, signedByFeedSchema } from '../../../shared/sync/index.ts';
import type { TenantKeys } from '../keys/index.ts';
import { sha256Name } from '../sha256.ts';
import { readFromStick } from './stick.ts';

/** More than the list of a million files has. */
const LARGEST_LIST_BYTES = 100_000_000;

/**
 * Whether a stick is whole and ours. `no-bundle`: nothing was exported here, or it was pulled out too early;
 * `not-ours`: the list is signed by none of the tenant's feed keys; `altered`: a file is missing or not what was written.
 */
export async function verifyBundle(
  keys: TenantKeys,
  folder: string,
): Promise<Result<Bundle, 'no-bundle' | 'not-ours' | 'altered'>> {
  const read = (name: string, largest: number) => readFromStick(join(folder, keys.tenant, name), largest);
  const listed = read(BUNDLE_FILES.list, LARGEST_LIST_BYTES)?.toString('utf8');
  const signed = signedByFeedSchema.safeParse(parseJson(listed ?? ''));
  if (!signed.success) return err('no-bundle');
  const { text, signature, feedKey } = signed.data;
  const key = keys.keyset.feed.find(({ kid }) => kid === feedKey);
  if (!key || !(await verify(key.publicKey, text, signature))) return err('not-ours');
  const bundle = bundleSchema.parse(JSON.parse(text));
  const isWhole = bundle.files.every(({ name, sha256, bytes }) => {
    const content = read(name, bytes);
    return content?.byteLength === bytes && sha256Name(content) === sha256;
  });
  return isWhole ? ok(bundle) : err('altered');
}
