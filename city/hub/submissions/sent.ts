import { actStateSchema, type ActState } from '../../../shared/model/index.ts';
import type { Connection, Database } from '../database/index.ts';
import type { TenantKeys } from '../keys/index.ts';
import { openCopy, type Said } from './answer-copy.ts';

/** An answer that was given, with its words where this hub can open them. */
export interface SentAnswer extends Said {
  turn: number;
  state: ActState;
  answeredOn: string;
  /** Absent for what the hub answered by itself. */
  agent?: string;
  /** An absent colleague, whose place that agent took. */
  onBehalfOf?: string;
  /** No kiosk shows it any more. */
  takenBack: boolean;
}

/** The answers to a request so far, the first one first. */
export async function readSentAnswers(
  database: Database | Connection,
  keys: TenantKeys,
  request: { id: string; service: string },
): Promise<SentAnswer[]> {
  const { rows } = await database.query<{
    turn: number;
    state: string;
    answeredOn: string;
    agent: string | null;
    onBehalfOf: string | null;
    takenBack: boolean;
    kid: string | null;
    sealed: string | null;
  }>(
    `select turn, state, answered_on as "answeredOn", agent, on_behalf_of as "onBehalfOf",
       taken_back as "takenBack", copy_key as kid, copy as sealed
     from sent_answer where tenant = $1 and request = $2 order by turn`,
    [keys.tenant, request.id],
  );
  return rows.map(({ turn, state, answeredOn, agent, onBehalfOf, takenBack, ...copy }) => ({
    turn,
    state: actStateSchema.parse(state),
    answeredOn,
    takenBack,
    ...(agent === null ? {} : { agent }),
    ...(onBehalfOf === null ? {} : { onBehalfOf }),
    ...openCopy(keys, { service: request.service, request: request.id, turn }, copy),
  }));
}
