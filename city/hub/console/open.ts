import type { OpenedRequest } from '../../../shared/contract/index.ts';
import { actStateSchema, wordsSchema, type Words } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { openPart, readHeader } from '../../../shared/sealing/index.ts';
import { outboxItemSchema } from '../../../shared/sync/index.ts';
import { attachmentsOf, type AttachmentState } from '../attachments/index.ts';
import type { Connection, Database } from '../database/index.ts';
import type { TenantKeys } from '../keys/index.ts';
import { stoodInFor } from './absence.ts';
import { assignmentsOf } from './assignment.ts';
import { readPairs } from './doubles.ts';
import { createReader, describeRequest, findRequest, type RequestRow } from './requests.ts';
import type { SignedIn } from './grants.ts';

/**
 * Opens a request's words for an agent of its tenant, and writes into the journal who opened which before showing
 * anything. `unknown-request`: not this tenant's; `cannot-open`: this hub has not the service's key, or the words are
 * not what a page writes.
 */
export async function openRequest(
  database: Database,
  keys: TenantKeys,
  agent: SignedIn,
  id: string,
  today: string,
): Promise<Result<OpenedRequest, 'unknown-request' | 'cannot-open'>> {
  const row = await findRequest(database, agent, id);
  if (row === undefined) return err('unknown-request');
  await writeJournal(database, agent, 'open', id, await stoodInFor(database, agent, id, today));
  const words = await openWords(database, keys, row);
  if (!words.ok) return words;
  const reader = createReader(database, agent.tenant);
  const form = await reader.form(row);
  return ok({
    ...(await describeRequest(reader, row)),
    words: { ...words.value, attachments: undefined },
    ...(words.value.attachments === undefined
      ? {}
      : { attached: describeAttached(words.value, await attachmentsOf(database, agent.tenant, [id])) }),
    ...(form === undefined ? {} : { form }),
    answers: await sentAnswers(database, agent.tenant, id),
    ...(await assignmentsOf(database, agent.tenant, [id])).get(id),
    ...(await readPairs(database, agent.tenant, id)),
  });
}

/** Who did what to which request, for whom, and when; never what it says. */
export async function writeJournal(
  database: Database | Connection,
  agent: SignedIn,
  action: 'open' | 'reply',
  request: string,
  onBehalfOf: string | null = null,
): Promise<void> {
  await database.query(
    'insert into journal (tenant, agent, action, request, on_behalf_of) values ($1, $2, $3, $4, $5)',
    [agent.tenant, agent.name, action, request, onBehalfOf],
  );
}

/** `cannot-open`: this hub has not the service's key, or the words are not what a page writes. */
export async function openWords(
  database: Database,
  keys: TenantKeys,
  row: RequestRow,
): Promise<Result<Words, 'cannot-open'>> {
  const { rows } = await database.query<{ item: Buffer }>(
    'select item from submission where tenant = $1 and id = $2',
    [keys.tenant, row.id],
  );
  const { envelope } = outboxItemSchema.parse(JSON.parse(rows[0]?.item.toString('utf8') ?? 'null'));
  const header = readHeader(envelope);
  if (!header.ok) return err('cannot-open');
  const key = keys.services.get(row.service)?.find(({ kid }) => kid === header.value.serviceKey);
  if (key === undefined) return err('cannot-open');
  const opened = await openPart('words', envelope, key.privateKey);
  const words = wordsSchema.safeParse(opened.ok ? opened.value : undefined);
  return words.success ? ok(words.data) : err('cannot-open');
}

/** What an agent may know of them beside the words: not their keys, since the hub opens them. */
function describeAttached(
  words: Words,
  states: readonly AttachmentState[],
): NonNullable<OpenedRequest['attached']> {
  return (words.attachments ?? []).map(({ question, sha256, mediaType }) => ({
    question,
    sha256,
    mediaType,
    isHere: states.some((state) => state.sha256 === sha256 && state.whole),
  }));
}

async function sentAnswers(
  database: Database,
  tenant: string,
  request: string,
): Promise<OpenedRequest['answers']> {
  const { rows } = await database.query<{
    turn: number;
    state: string;
    answeredOn: string;
    agent: string | null;
    onBehalfOf: string | null;
  }>(
    `select turn, state, answered_on as "answeredOn", agent, on_behalf_of as "onBehalfOf" from sent_answer
     where tenant = $1 and request = $2 order by turn`,
    [tenant, request],
  );
  return rows.map(({ turn, state, answeredOn, agent, onBehalfOf }) => ({
    turn,
    state: actStateSchema.parse(state),
    answeredOn,
    ...(agent === null ? {} : { agent }),
    ...(onBehalfOf === null ? {} : { onBehalfOf }),
  }));
}
