import { Pool, TypeOverrides, type PoolClient } from 'pg';

/** A pool of connections to the hub's PostgreSQL. */
export type Database = Pool;

/** One connection, inside a transaction or not. */
export type Connection = PoolClient;

const CONNECT_WITHIN_MS = 5_000;
const STATEMENT_WITHIN_MS = 30_000;

const INT8 = 20;
const DATE = 1082;

/** Positions stay far below 2^53, so numbers are exact; a day is a text, because a Date would move it by time zone. */
const types = new TypeOverrides();
types.setTypeParser(INT8, Number);
types.setTypeParser(DATE, String);

/** Opens no connection by itself; the caller ends the pool. A server that goes away is met again at the next query. */
export function openDatabase(url: string): Database {
  const database = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    statement_timeout: STATEMENT_WITHIN_MS,
    types,
  });
  // Without a listener, a server that closes an idle connection would end the process.
  database.on('error', () => undefined);
  return database;
}

/** Runs `work` in one transaction: all of it is kept, or none when it throws. */
export async function inTransaction<T>(
  database: Database,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await database.connect();
  // A server that goes away between two statements tells it here; the next statement fails and says so to the caller.
  const ignore = () => undefined;
  connection.on('error', ignore);
  let broken: Error | undefined;
  try {
    await connection.query('begin');
    const result = await work(connection);
    await connection.query('commit');
    return result;
  } catch (error) {
    await connection.query('rollback').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    connection.off('error', ignore);
    connection.release(broken);
  }
}

/**
 * Whether an error means that the database is away or overloaded, so that trying again later can help: the connection
 * failed (08, network), the server is stopping (57P), has no room (53), or two transactions collided (40).
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isOutage);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return OUTAGE_CODE.test(code) || OUTAGE_MESSAGE.test(error.message);
}

const OUTAGE_CODE = /^(08...|57P..|57014|53...|40...|ECONN.*|ENOTFOUND|ETIMEDOUT|EPIPE|EHOSTUNREACH)$/;
const OUTAGE_MESSAGE = /Connection terminated|timeout exceeded when trying to connect|Client has encountered/;
