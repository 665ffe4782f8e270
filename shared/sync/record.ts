import { z } from 'zod';

/**
 * Where a record may be read. A kiosk follows the scopes that its tenant's checkpoint names for it: `public` is the same
 * for every kiosk that follows the tenant, `answers` holds sealed answers, `site:…` what one place alone shows, and
 * `device:…` what concerns one kiosk. The names are open: an older kiosk keeps what a newer city puts elsewhere (I13).
 */
export const scopeSchema = z
  .string()
  .max(100)
  .regex(/^[a-z]+(:[A-Za-z0-9-]+)?$/);

export type Scope = z.infer<typeof scopeSchema>;

export const PUBLIC_SCOPE = 'public';
export const ANSWERS_SCOPE = 'answers';

export function siteScope(site: string): Scope {
  return `site:${site}`;
}

export function deviceScope(device: string): Scope {
  return `device:${device}`;
}

export const recordKeySchema = z.object({
  collection: z.string().min(1).max(60),
  id: z.string().min(1).max(120),
});

/** What identifies a record's state. */
export interface RecordState {
  collection: string;
  id: string;
  version: number;
  /** SHA-256 of the body, base64url */
  sha256: string;
}
