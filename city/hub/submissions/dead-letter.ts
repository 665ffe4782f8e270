import { createHash } from 'node:crypto';
import type { Connection, Database } from '../database/index.ts';

/** Why a thing goes to people instead of being accepted or understood by a machine. */
export type DeadLetterReason =
  | 'unreadable-line'
  | 'unreadable-item'
  | 'bad-header'
  | 'other-id'
  | 'unknown-tenant'
  | 'unknown-device'
  | 'revoked-device'
  | 'not-a-partner'
  | 'bad-signature'
  | 'conflict'
  | 'unknown-hub-key'
  | 'facts-cannot-open'
  | 'unfit-facts'
  | 'unknown-form'
  | 'unfit-choices'
  | 'receipt-in-use';

/** Keeps the exact text for people; the same text for the same reason is kept once. */
export async function keepDeadLetter(
  database: Database | Connection,
  tenant: string,
  reason: DeadLetterReason,
  text: string,
): Promise<void> {
  const content = Buffer.from(text, 'utf8');
  await database.query(
    `insert into dead_letter (tenant, sha256, reason, content) values ($1, $2, $3, $4) on conflict do nothing`,
    [tenant, createHash('sha256').update(content).digest('base64url'), reason, content],
  );
}
