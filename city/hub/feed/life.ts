import { inTransaction, type Connection, type Database } from '../database/index.ts';

interface Server {
  systemIdentifier: string;
  timeline: number;
}

const NO_RIGHT = '42501';
const NO_SUCH_FUNCTION = '42883';

/** By the server's clock: a backup does not know how many epochs began since it was made. */
const MILLISECONDS_NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/** Draws a new epoch for every tenant: from now on no cursor and no statement of before means anything (I8). */
export async function beginNewLives(connection: Connection): Promise<void> {
  await connection.query(
    `update feed_head set epoch = gen_random_uuid(), epoch_number = greatest(epoch_number + 1, ${MILLISECONDS_NOW})`,
  );
}

/**
 * Puts the epochs of all tenants after one that kiosks followed. Needed when a server's clock was wrong as an epoch
 * began: kiosks take the one that they should follow for one that they have left.
 * @param number of the epoch that kiosks hold
 * @returns whether any epoch had to be moved; does nothing to those that come after it already
 */
export async function placeEpochsAfter(database: Database, number: number): Promise<boolean> {
  const { rowCount } = await database.query(
    `update feed_head set epoch_number = greatest($1::bigint + 1, ${MILLISECONDS_NOW}) where epoch_number <= $1`,
    [number],
  );
  return rowCount !== 0;
}

/**
 * Called at each start of a hub, and now and then. A database that is not on the server where it was, or whose server was brought back to
 * an earlier moment or replaced by its standby, may lack what kiosks were told: all tenants begin another life. A server
 * that does not let us read who it is tells nothing.
 * @param isSameLife an operator attests that nothing was lost, as in a planned failover
 * @returns whether another life began
 */
export async function noteLife(database: Database, isSameLife: boolean): Promise<boolean> {
  const server = await readServer(database);
  if (server === undefined) return false;
  return inTransaction(database, async (connection) => {
    const { systemIdentifier, timeline } = server;
    // Hubs that start together take turns, and only the first finds another server than the one noted.
    await connection.query(
      `insert into upkeep.life (system_identifier, timeline) values ($1, $2) on conflict do nothing`,
      [systemIdentifier, timeline],
    );
    const { rows } = await connection.query<Server>(
      `select system_identifier as "systemIdentifier", timeline from upkeep.life for update`,
    );
    const [noted] = rows;
    if (noted?.systemIdentifier === systemIdentifier && noted.timeline === timeline) return false;
    if (!isSameLife) await beginNewLives(connection);
    await connection.query('update upkeep.life set system_identifier = $1, timeline = $2', [
      systemIdentifier,
      timeline,
    ]);
    return !isSameLife;
  });
}

async function readServer(database: Database): Promise<Server | undefined> {
  try {
    const { rows } = await database.query<Server>(
      `select system_identifier::text as "systemIdentifier", timeline_id as timeline
       from pg_control_system(), pg_control_checkpoint()`,
    );
    return rows[0];
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === NO_RIGHT || code === NO_SUCH_FUNCTION) return undefined;
    throw error;
  }
}
