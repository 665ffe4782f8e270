import { err, ok, type Result } from '../../../shared/result/index.ts';
import { openAttachment } from '../../../shared/sealing/index.ts';
import { attachmentsOf, readAttachment } from '../attachments/index.ts';
import type { Database } from '../database/index.ts';
import type { TenantKeys } from '../keys/index.ts';
import { openWords, writeJournal } from './open.ts';
import { findRequest } from './requests.ts';
import type { SignedIn } from './grants.ts';

/**
 * Opens one attachment of a request for an agent of its tenant, journalled like the words that hold its key. `not-here`:
 * the kiosk has not brought all of it yet; `cannot-open`: the words cannot be opened, or do not open this.
 */
export async function openAttached(
  database: Database,
  keys: TenantKeys,
  agent: SignedIn,
  asked: { id: string; sha256: string },
): Promise<
  Result<
    { mediaType: string; content: Uint8Array },
    'unknown-request' | 'unknown-attachment' | 'not-here' | 'cannot-open'
  >
> {
  const row = await findRequest(database, agent, asked.id);
  if (row === undefined) return err('unknown-request');
  await writeJournal(database, agent, 'open', asked.id);
  const words = await openWords(database, keys, row);
  if (!words.ok) return words;
  const named = words.value.attachments?.find(({ sha256 }) => sha256 === asked.sha256);
  const state = (await attachmentsOf(database, agent.tenant, [asked.id])).find(
    ({ sha256 }) => sha256 === asked.sha256,
  );
  if (named === undefined || state === undefined) return err('unknown-attachment');
  if (!state.whole) return err('not-here');
  const sealed = await readAttachment(database, { tenant: agent.tenant, ...state });
  if (sealed === undefined) return err('not-here');
  const opened = await openAttachment(named.key, sealed);
  return opened.ok ? ok({ mediaType: named.mediaType, content: opened.value }) : opened;
}
