import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { openContentForReading } from '../../../electron/core/store/index.ts';
import { type Contender, type Served } from '../contender.ts';
import { expectKiosk } from './ours.ts';
import { type Ground } from '../ground.ts';
import { type Usage } from '../messages.ts';
import { Program } from '../program.ts';
import { rowLines } from '../programs/rows.ts';

const NOTHING: Usage = {
  cpuSeconds: 0,
  memoryMib: 0,
  peakMemoryMib: 0,
  receivedBytes: 0,
  sentBytes: 0,
  requests: 0,
};

interface ControlOptions {
  name: string;
  remark: string;
  ground: Ground;
  /** The program that serves, and what it is told; none for what is on this machine already. */
  server?: { program: string; about: () => string };
  client: string;
  /** What the client is told when no server is there. */
  source?: () => string;
  usesPostgres?: boolean;
}

/** A plain way that answers nothing but "give me everything". */
function control(options: ControlOptions): Contender {
  const { ground, server } = options;
  return {
    name: options.name,
    remark: options.remark,
    prepare: async () => undefined,
    expectWhole: expectKiosk,
    async open(): Promise<Served> {
      const started = server && (await Program.start(server.program, [server.about()]));
      const source = started ? String(started.ready) : (options.source?.() ?? '');
      return {
        async usage() {
          const own = started ? await started.program.usage() : NOTHING;
          return {
            ...own,
            cpuSeconds: own.cpuSeconds + (options.usesPostgres ? ground.postgresCpuSeconds() : 0),
          };
        },
        newFolder: () => ground.newFolder(),
        startClient: async (folder) => (await Program.start(options.client, [folder, source])).program,
        change: () => Promise.reject(new Error(`${options.name} knows no changes`)),
        close: async () => started?.program.kill(),
      };
    },
  };
}

/**
 * The three plain ways to have the same rows, tables and index.
 * @param finished a kiosk's folder after its first sync
 * @param databaseUrl of the hub that it came from
 */
export async function plainWays(ground: Ground, finished: string, databaseUrl: string): Promise<Contender[]> {
  const { rows, database } = await packed(ground, finished);
  return [
    control({
      name: 'local file',
      remark:
        'the same rows from compressed NDJSON on this machine into the same tables and index, nothing checked',
      ground,
      client: 'local-client',
      source: () => rows,
    }),
    control({
      name: 'SQLite download',
      remark:
        'a finished content.db, compressed beforehand, downloaded and quick_checked: no rows are handled',
      ground,
      server: { program: 'file-server', about: () => database },
      client: 'file-client',
    }),
    control({
      name: 'GET all',
      remark:
        'one compressed JSON array from PostgreSQL, parsed, into the same tables and index, nothing checked',
      ground,
      server: { program: 'naive-server', about: () => databaseUrl },
      client: 'naive-client',
      usesPostgres: true,
    }),
  ];
}

async function packed(ground: Ground, finished: string): Promise<{ rows: string; database: string }> {
  const folder = ground.newFolder();
  const db = openContentForReading(finished);
  const [rows, plain, database] = ['rows.ndjson.gz', 'content.db', 'content.db.gz'].map((file) =>
    join(folder, file),
  );
  if (rows === undefined || plain === undefined || database === undefined) throw new Error('no files');
  await pipeline(Readable.from(rowLines(db)), createGzip(), createWriteStream(rows));
  db.prepare('VACUUM INTO ?').run(plain);
  db.close();
  await pipeline(createReadStream(plain), createGzip(), createWriteStream(database));
  return { rows, database };
}
