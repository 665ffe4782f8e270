import { z } from 'zod';
import { tenantIdSchema } from '../model/index.ts';
import type { Scope } from './record.ts';
import { keptKeysOfTenantSchema, positionSchema, sha256Schema } from './wire.ts';

/*
 * The same bytes in a folder, for a kiosk without a network. One stick serves every kiosk of a tenant:
 *
 *   <tenant>/bundle.json                    the signed list of all that follows
 *   <tenant>/keyset.json                    the newest keyset, signed by the root
 *   <tenant>/checkpoints/<device>.json      signed; `everybody.json` for the kiosks of other tenants
 *   <tenant>/snapshots/<scope>.json         signed
 *   <tenant>/segments/<sha256>
 *   <tenant>/acks/<device>.json             signed: what became of the items of a kiosk of this or another tenant
 *
 * and the other way, in the folder of the kiosk's home tenant:
 *
 *   <tenant>/submissions-<device>.<copy>.ndjson   what visitors sent, letter for letter
 *   <tenant>/kiosk-<device>.<copy>.json           signed by the kiosk: where it is, and what lies beside it
 *
 * `copy` is drawn at random, so that two kiosks that were copied from one another do not write over each other.
 */

/** The text of the signed list. A file that it does not name is not looked at. */
export const bundleSchema = z.object({
  format: z.literal('borne/bundle/v1'),
  tenant: tenantIdSchema,
  epoch: z.uuid(),
  head: positionSchema,
  files: z.array(
    z.object({
      name: z.string().regex(/^[A-Za-z0-9_.%-]+(\/[A-Za-z0-9_.%-]+)?$/),
      sha256: sha256Schema,
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
  acks: (device: string) => `acks/${device}.json`,
  submissions: (device: string, copy: string) => `submissions-${device}.${copy}.ndjson`,
  report: (device: string, copy: string) => `kiosk-${device}.${copy}.json`,
} as const;

/** Of those of them that the city writes, where they lie. */
export const BUNDLE_FOLDERS = ['checkpoints', 'snapshots', 'segments', 'acks'] as const;

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const FROM_KIOSK = new RegExp(
  `^(?:(submissions)-(${UUID})(?:\\.([0-9a-f]{8}))?\\.ndjson|(kiosk)-(${UUID})\\.([0-9a-f]{8})\\.json)$`,
);

/** What a file that a kiosk left is, by its name; undefined for anything else. */
export function readKioskFile(
  name: string,
): { kind: 'submissions' | 'report'; device: string; copy: string | undefined } | undefined {
  const found = FROM_KIOSK.exec(name);
  if (!found) return undefined;
  const [, submissions, owner = '', copy, , reporter = '', reportCopy] = found;
  return submissions === undefined
    ? { kind: 'report', device: reporter, copy: reportCopy }
    : { kind: 'submissions', device: owner, copy };
}

/** The text that a kiosk signs of itself: the city then tells it on the next stick what it does not know yet. */
export const kioskReportSchema = z.object({
  format: z.literal('borne/kiosk-report/v1'),
  device: z.uuid(),
  incarnation: z.uuid(),
  /** What it holds of each tenant. */
  checkpoints: z
    .array(z.object({ tenant: tenantIdSchema, epoch: z.uuid(), head: positionSchema }))
    .max(1_000),
  /** Of each of its incarnations: all items below this number need no word any more. */
  open: z.array(z.object({ incarnation: z.uuid(), from: z.number().int().positive() })).max(1_000),
  /** The file beside it; null when nothing waits. A file that is not what it says was cut off. */
  submissions: z.object({ sha256: sha256Schema, count: z.number().int().positive() }).nullable(),
  /** As in `keptKeysSchema`; absent from older kiosks. */
  kept: z.array(keptKeysOfTenantSchema).max(1_000).optional(),
});

export type KioskReport = z.infer<typeof kioskReportSchema>;
