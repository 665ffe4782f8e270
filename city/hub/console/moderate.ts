import { randomUUID } from 'node:crypto';
import type { OpenedText } from '../../../shared/contract/index.ts';
import {
  PROPOSAL_TEXTS,
  type Localized,
  type ProposalText,
  type Words,
} from '../../../shared/model/index.ts';
import { saysAnything, withoutParts, type Part } from '../../../shared/moderation/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { PUBLIC_SCOPE } from '../../../shared/sync/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { dayInTheCity } from '../day.ts';
import { putRecord } from '../feed/index.ts';
import type { TenantKeys } from '../keys/index.ts';
import type { SignedIn } from './grants.ts';
import { findWaiting, type TextKey } from './moderation-queue.ts';
import { openWords, writeJournal } from './open.ts';
import { replyToRequest } from './reply.ts';
import { createReader, findRequest } from './requests.ts';

/**
 * Opens a text that waits, and writes into the journal who opened which request before showing anything. The rest of what
 * the visitor wrote is not shown.
 */
export async function openText(
  database: Database,
  keys: TenantKeys,
  moderator: SignedIn,
  key: TextKey,
): Promise<Result<OpenedText, 'unknown-text' | 'cannot-open'>> {
  const waiting = await findWaiting(database, moderator, key);
  if (waiting === undefined) return err('unknown-text');
  await writeJournal(database, moderator, 'open', key.request);
  const words = await wordsOf(database, keys, moderator, key.request);
  if (!words.ok) return words;
  const { service, site, receivedOn, asked } = waiting;
  return ok({
    ...key,
    service,
    serviceName: await createReader(database, moderator.tenant).serviceName(service),
    site,
    receivedOn,
    asked: asked.title,
    text: words.value.texts[key.question] ?? '',
    language: words.value.language,
  });
}

/** Publishes what a moderator leaves of a text; who wrote it, and with which request, is not in it. */
export async function acceptText(
  database: Database,
  keys: TenantKeys,
  moderator: SignedIn,
  { without, ...key }: TextKey & { without: readonly Part[] },
  now: Date,
): Promise<Result<{ record: string }, 'unknown-text' | 'cannot-open' | 'nothing-left' | 'already-decided'>> {
  const waiting = await findWaiting(database, moderator, key);
  if (waiting === undefined) return err('unknown-text');
  const words = await wordsOf(database, keys, moderator, key.request);
  if (!words.ok) return words;
  const text = withoutParts(words.value.texts[key.question] ?? '', without).trim();
  if (!saysAnything(text)) return err('nothing-left');
  const record = randomUUID();
  const body: ProposalText = {
    service: waiting.service,
    text,
    language: words.value.language,
    acceptedOn: dayInTheCity(now),
  };
  return inTransaction(database, async (connection) => {
    const decision = { ...key, service: waiting.service, state: 'accepted', record } as const;
    if (!(await decide(connection, moderator, decision))) return err('already-decided');
    const place = { tenant: moderator.tenant, scope: PUBLIC_SCOPE, collection: PROPOSAL_TEXTS, id: record };
    await putRecord(connection, place, JSON.stringify(body));
    return ok({ record });
  });
}

/** Tells the writer by their receipt that the text is not shown, and why. */
export async function refuseText(
  database: Database,
  keys: TenantKeys,
  moderator: SignedIn,
  { reason, ...key }: TextKey & { reason: Localized },
  now: Date,
): Promise<Result<null, 'unknown-text' | 'already-decided' | 'not-answered'>> {
  const waiting = await findWaiting(database, moderator, key);
  if (waiting === undefined) return err('unknown-text');
  const reply = { id: key.request, state: 'refused', reason } as const;
  return inTransaction(database, async (connection) => {
    const decision = { ...key, service: waiting.service, state: 'refused', record: null } as const;
    // Held until the answer is committed: a colleague who decides meanwhile waits here, and then knows.
    if (!(await decide(connection, moderator, decision))) return err('already-decided');
    const sent = await replyToRequest(database, keys, asAgent(moderator), reply, now);
    if (sent.ok) return ok(null);
    await takeBack(connection, moderator, key);
    return err('not-answered');
  });
}

/** False when it was decided before. */
async function decide(
  connection: Connection,
  { tenant, name }: SignedIn,
  decision: TextKey & { service: string; state: 'accepted' | 'refused'; record: string | null },
): Promise<boolean> {
  const { request, question, service, state, record } = decision;
  const { rowCount } = await connection.query(
    `insert into moderation (tenant, request, question, service, state, agent, record)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [tenant, request, question, service, state, name, record],
  );
  return rowCount === 1;
}

async function takeBack(connection: Connection, { tenant }: SignedIn, key: TextKey): Promise<void> {
  await connection.query('delete from moderation where tenant = $1 and request = $2 and question = $3', [
    tenant,
    key.request,
    key.question,
  ]);
}

async function wordsOf(
  database: Database,
  keys: TenantKeys,
  moderator: SignedIn,
  request: string,
): Promise<Result<Words, 'unknown-text' | 'cannot-open'>> {
  const row = await findRequest(database, asAgent(moderator), request);
  return row === undefined ? err('unknown-text') : openWords(database, keys, row);
}

/** For one text, a moderator does what an agent does, in the services that they moderate. */
function asAgent(moderator: SignedIn): SignedIn {
  const moderated = moderator.grants.filter(({ role }) => role === 'moderator');
  return { ...moderator, grants: moderated.map((grant) => ({ ...grant, role: 'agent' })) };
}
