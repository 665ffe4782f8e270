import type { InboxRow, OpenedRequest } from '../../../shared/contract/index.ts';
import { actStateSchema, isConcluded, type ActState, type Localized } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { publishAnswers, sealForReceipt } from '../submissions/index.ts';
import { visibleServices, type SignedIn } from './grants.ts';
import { describeRows, REQUEST_COLUMNS, type RequestRow } from './requests.ts';
import { writeTeamJournal } from './team-journal.ts';

const CANDIDATES = 20;
/** So many openings and answers back. */
const LATELY = 500;

/** A request with what an answer to its receipt needs, locked until the transaction ends. */
export interface LockedRequest {
  id: string;
  service: string;
  state: ActState;
  turn: number;
  receipt: { publicKey: string; lookupId: string; season: string };
}

/** Locks a request that this agent may see. Who locks a pair begins with the one that is not the double. */
export async function lockRequest(
  connection: Connection,
  agent: SignedIn,
  id: string,
): Promise<LockedRequest | undefined> {
  const [request] = await lockWhere(connection, agent, '$3::text[] is null or service = any ($3)', [
    id,
    visibleServices(agent),
  ]);
  return request;
}

/** The doubles of a request that is locked. */
export function lockDoubles(connection: Connection, agent: SignedIn, main: string): Promise<LockedRequest[]> {
  return lockWhere(connection, agent, '', [main]);
}

async function lockWhere(
  connection: Connection,
  agent: SignedIn,
  visible: string,
  parameters: readonly unknown[],
): Promise<LockedRequest[]> {
  const which =
    visible === ''
      ? 'id in (select request from joined_request where tenant = $1 and main = $2)'
      : `id = $2 and (${visible})`;
  const { rows } = await connection.query<
    Omit<LockedRequest, 'state' | 'receipt'> & { state: string } & LockedRequest['receipt']
  >(
    `select id, service, state, turn, receipt_key as "publicKey", lookup_id as "lookupId", season
     from request where tenant = $1 and ${which} order by id for update`,
    [agent.tenant, ...parameters],
  );
  return rows.map(({ id, service, state, turn, ...receipt }) => ({
    id,
    service,
    state: actStateSchema.parse(state),
    turn,
    receipt,
  }));
}

/** Which request this one is the double of, and which answer said so. */
export async function joinOf(
  database: Database | Connection,
  tenant: string,
  id: string,
): Promise<{ main: string; turn: number } | undefined> {
  const { rows } = await database.query<{ main: string; turn: number }>(
    'select main, turn from joined_request where tenant = $1 and request = $2',
    [tenant, id],
  );
  return rows[0];
}

/** What belongs together with a request, as an agent sees it. */
export async function readPairs(
  database: Database,
  tenant: string,
  id: string,
): Promise<Pick<OpenedRequest, 'joinedTo' | 'doubles'>> {
  const join = await joinOf(database, tenant, id);
  const { rows } = await database.query<NonNullable<OpenedRequest['doubles']>[number]>(
    `select id, received_on as "receivedOn", request.turn > joined.turn as answered
     from joined_request joined join request on request.tenant = joined.tenant and request.id = joined.request
     where joined.tenant = $1 and joined.main = $2 order by received_on, id`,
    [tenant, id],
  );
  return {
    ...(join === undefined ? {} : { joinedTo: join.main }),
    ...(rows.length === 0 ? {} : { doubles: rows }),
  };
}

/** Requests of the same service that wait and that this agent opened lately: a double is known by having read both. */
export async function listCandidates(
  database: Database,
  agent: SignedIn,
  id: string,
): Promise<Result<InboxRow[], 'unknown-request'>> {
  const { rows: asked } = await database.query<{ service: string }>(
    `select service from request where tenant = $1 and id = $2 and ($3::text[] is null or service = any ($3))`,
    [agent.tenant, id, visibleServices(agent)],
  );
  if (asked[0] === undefined) return err('unknown-request');
  const { rows } = await database.query<RequestRow>(
    `select ${REQUEST_COLUMNS} from request
     join (select request as opened, max(acted) as last
       from (select request, id as acted from journal where tenant = $1 and agent = $2 order by id desc limit ${LATELY}) acts
       group by request) lately on opened = request.id
     where request.tenant = $1 and service = $3 and request.id <> $4
       and state in ('recorded', 'received', 'in-progress', 'waiting-list')
       and not exists (select 1 from joined_request j where j.tenant = $1 and j.request = request.id)
     order by last desc limit ${CANDIDATES}`,
    [agent.tenant, agent.name, asked[0].service, id],
  );
  return ok(await describeRows(database, agent.tenant, rows));
}

interface Pair {
  id: string;
  into: string;
  words: Localized;
}

/**
 * Makes a request the double of another, and tells its receipt. Only of one service, and one level deep: which answer a
 * receipt gets must be plain to whoever gives it.
 */
export async function joinRequests(
  database: Database,
  agent: SignedIn,
  { id, into, words }: Pair,
  today: string,
): Promise<Result<null, 'unknown-request' | 'other-service' | 'already-joined' | 'already-answered'>> {
  return inTransaction(database, async (connection) => {
    const main = await lockRequest(connection, agent, into);
    const double = id === into ? undefined : await lockRequest(connection, agent, id);
    if (main === undefined || double === undefined) return err('unknown-request');
    if (main.service !== double.service) return err('other-service');
    if (await isInPair(connection, agent, double.id, main.id)) return err('already-joined');
    if (isConcluded(main.state) || isConcluded(double.state)) return err('already-answered');
    const turn = await tell(connection, agent, double, { state: main.state, words, today });
    await connection.query(
      'insert into joined_request (tenant, request, main, turn) values ($1, $2, $3, $4)',
      [agent.tenant, id, into, turn],
    );
    await writeTeamJournal(connection, agent, { action: 'join', request: id, subject: into });
    return ok(null);
  });
}

/** The one must be on its own, the other no double itself. */
async function isInPair(
  connection: Connection,
  agent: SignedIn,
  double: string,
  main: string,
): Promise<boolean> {
  const { rows } = await connection.query(
    'select 1 from joined_request where tenant = $1 and (request in ($2, $3) or main = $2)',
    [agent.tenant, double, main],
  );
  return rows.length > 0;
}

/** Undoes it while the other has not been answered: the receipt goes back to what it said before. */
export async function partRequest(
  database: Database,
  agent: SignedIn,
  { id, words }: Omit<Pair, 'into'>,
  today: string,
): Promise<Result<null, 'unknown-request' | 'not-joined' | 'already-answered'>> {
  const join = await joinOf(database, agent.tenant, id);
  return inTransaction(database, async (connection) => {
    if (join !== undefined) await lockRequest(connection, agent, join.main);
    const double = await lockRequest(connection, agent, id);
    if (double === undefined) return err('unknown-request');
    const now = await joinOf(connection, agent.tenant, id);
    if (now === undefined || now.main !== join?.main) return err('not-joined');
    if (double.turn !== now.turn) return err('already-answered');
    const state = await stateBefore(connection, agent, id, now.turn);
    await tell(connection, agent, double, { state, words, today });
    await connection.query('delete from joined_request where tenant = $1 and request = $2', [
      agent.tenant,
      id,
    ]);
    await writeTeamJournal(connection, agent, { action: 'part', request: id, subject: now.main });
    return ok(null);
  });
}

async function stateBefore(
  connection: Connection,
  agent: SignedIn,
  request: string,
  turn: number,
): Promise<ActState> {
  const { rows } = await connection.query<{ state: string }>(
    'select state from sent_answer where tenant = $1 and request = $2 and turn < $3 order by turn desc limit 1',
    [agent.tenant, request, turn],
  );
  return actStateSchema.parse(rows[0]?.state ?? 'received');
}

/** Answers one receipt by hand of an agent; returns the turn. */
async function tell(
  connection: Connection,
  agent: SignedIn,
  request: LockedRequest,
  { state, words, today }: { state: ActState; words: Localized; today: string },
): Promise<number> {
  const turn = request.turn + 1;
  const answer = { state, answeredOn: today, reason: words };
  const sentBy = { agent: agent.name, fingerprint: null, onBehalfOf: null };
  const { tenant } = agent;
  await publishAnswers(connection, [
    await sealForReceipt({ tenant, request: request.id, receipt: request.receipt, turn, answer, sentBy }),
  ]);
  await connection.query('update request set state = $3, turn = $4 where tenant = $1 and id = $2', [
    tenant,
    request.id,
    state,
    turn,
  ]);
  return turn;
}
