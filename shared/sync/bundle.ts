import { z } from 'zod';
import { tenantIdSchema } from '../model/index.ts';
import type { Scope } from './record.ts';
import { segmentSchema } from './wire.ts';

/*
 * The same bytes in a folder, for a kiosk without a network. One stick serves every kiosk of a tenant:
 *
 *   <tenant>/bundle.json                    the signed list of all that follows
 *   <tenant>/keyset.json                    the newest keyset, signed by the root
 *   <tenant>/checkpoints/<device>.json      signed; `everybody.json` for the kiosks of other tenants
 *   <tenant>/snapshots/<scope>.json         signed
 *   <tenant>/segments/<sha256>
 *   <tenant>/submissions-<device>.ndjson    the other way: what visitors sent, letter for letter
 */

/** The text of the signed list. A file that it does not name is not looked at. */
export const bundleSchema = z.object({
  format: z.literal('borne/bundle/v1'),
  tenant: tenantIdSchema,
  epoch: z.uuid(),
  head: z.number().int().nonnegative(),
  files: z.array(
    z.object({
      name: z.string().regex(/^[A-Za-z0-9_.%-]+(\/[A-Za-z0-9_.%-]+)?$/),
      sha256: segmentSchema.shape.sha256,
      bytes: z.number().int().nonnegative(),
    }),
  ),
});

export type Bundle = z.infer<typeof bundleSchema>;

/** For the kiosks of other tenants, which follow what is the same for everybody. */
export const EVERYBODY = 'everybody';

/** The names of a bundle's files, beneath its tenant's folder. */
export const BUNDLE_FILES = {
  list: 'bundle.json',
  keyset: 'keyset.json',
  checkpoint: (device: string) => `checkpoints/${device}.json`,
  snapshot: (scope: Scope) => `snapshots/${encodeURIComponent(scope)}.json`,
  segment: (sha256: string) => `segments/${sha256}`,
  submissions: (device: string) => `submissions-${device}.ndjson`,
} as const;
