import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';

export interface BlobName {
  tenant: string;
  sha256: string;
  bytes: number;
}

interface Held {
  received: number;
  whole: boolean;
}

/** How many bytes are here, from the first on. `unknown-blob`: no accepted submission of this tenant names it. */
export async function receivedOf(
  database: Database,
  name: BlobName,
): Promise<Result<number, 'unknown-blob'>> {
  const { rows } = await database.query<Held>(
    'select received, whole from attachment where tenant = $1 and sha256 = $2 and bytes = $3',
    keyOf(name),
  );
  return rows[0] === undefined ? err('unknown-blob') : ok(rows[0].received);
}

export type Taken = { outcome: 'taken' | 'wrong-offset'; received: number } | { outcome: 'wrong-hash' };

/**
 * Keeps the next piece; durable when it returns. The last one is taken only when all together are what the name says:
 * `wrong-hash` forgets them all. `wrong-offset`: another piece is wanted; one of a whole attachment is taken without a look.
 */
export async function takePiece(
  database: Database,
  name: BlobName,
  piece: { start: number; content: Buffer },
): Promise<Result<Taken, 'unknown-blob'>> {
  return inTransaction(database, async (connection) => {
    await connection.query('set local synchronous_commit = on');
    const { rows } = await connection.query<Held>(
      'select received, whole from attachment where tenant = $1 and sha256 = $2 and bytes = $3 for update',
      keyOf(name),
    );
    const [held] = rows;
    if (held === undefined) return err('unknown-blob');
    if (held.whole) return ok({ outcome: 'taken', received: name.bytes });
    if (piece.start !== held.received) return ok({ outcome: 'wrong-offset', received: held.received });
    return ok(await addPiece(connection, name, piece));
  });
}

async function addPiece(
  connection: Connection,
  name: BlobName,
  { start, content }: { start: number; content: Buffer },
): Promise<Taken> {
  const received = start + content.byteLength;
  await connection.query(
    'insert into attachment_piece (tenant, sha256, bytes, start, content) values ($1, $2, $3, $4, $5)',
    [...keyOf(name), start, content],
  );
  const whole = received === name.bytes;
  if (whole && (await hashOf(connection, name)) !== name.sha256) {
    await forgetPieces(connection, name);
    return { outcome: 'wrong-hash' };
  }
  await connection.query(
    'update attachment set received = $4, whole = $5 where tenant = $1 and sha256 = $2 and bytes = $3',
    [...keyOf(name), received, whole],
  );
  return { outcome: 'taken', received };
}

async function forgetPieces(connection: Connection, name: BlobName): Promise<void> {
  await connection.query(
    'delete from attachment_piece where tenant = $1 and sha256 = $2 and bytes = $3',
    keyOf(name),
  );
  await connection.query(
    'update attachment set received = 0 where tenant = $1 and sha256 = $2 and bytes = $3',
    keyOf(name),
  );
}

async function hashOf(connection: Connection, name: BlobName): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of piecesOf(connection, name)) hash.update(piece);
  return hash.digest('base64url');
}

/** All of an attachment; undefined while it is not here whole. */
export async function readAttachment(
  database: Database,
  name: BlobName,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const content = new Uint8Array(name.bytes);
  let at = 0;
  for await (const piece of piecesOf(database, name)) {
    content.set(piece, at);
    at += piece.byteLength;
  }
  return at === name.bytes ? content : undefined;
}

/** One after the other, so that no more than one is in memory twice. */
async function* piecesOf(database: Database | Connection, name: BlobName): AsyncGenerator<Buffer> {
  for (let start = 0; start < name.bytes;) {
    const { rows } = await database.query<{ content: Buffer }>(
      `select content from attachment_piece
       where tenant = $1 and sha256 = $2 and bytes = $3 and start = $4`,
      [...keyOf(name), start],
    );
    const content = rows[0]?.content;
    if (content === undefined) return;
    yield content;
    start += content.byteLength;
  }
}

function keyOf({ tenant, sha256, bytes }: BlobName): [string, string, number] {
  return [tenant, sha256, bytes];
}
