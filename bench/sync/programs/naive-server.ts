/* Answers every request with all records as one JSON array, compressed. */
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { CITY } from '../city.ts';
import { listen } from './listen.ts';
import { serve } from './serve.ts';

const [databaseUrl = ''] = process.argv.slice(2);
const database = new pg.Pool({ connectionString: databaseUrl });

async function allRecords(): Promise<string> {
  const { rows } = await database.query<{ collection: string; id: string; version: number; body: string }>(
    "select collection, id, version, body from entity where tenant = $1 and scope = 'public' and not deleted",
    [CITY],
  );
  return JSON.stringify(rows.map((row) => ({ ...row, body: JSON.parse(row.body) as unknown })));
}

const url = await listen((_request, response) => {
  void (async () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync(await allRecords()));
  })();
});
serve({}, url);
