import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { isOutage, migrate, openDatabase, type Database } from './database/index.ts';
import { noteLife, placeEpochsAfter } from './feed/index.ts';
import { startHub } from './hub.ts';
import { describeFailure, type LogLine } from './http/index.ts';

const MIGRATE_AGAIN_MS = 2_000;

const existingFolder = z.string().refine((folder) => existsSync(folder), 'is not a folder that exists');

const addresses = z
  .string()
  .transform((text) => text.split(',').map((address) => address.trim()))
  .refine((each) => each.every((address) => isIP(address) !== 0), 'must be addresses, with commas between');

const environmentSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be the address of a PostgreSQL database' }),
  BORNE_HUB_PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(0),
  BORNE_HUB_HOST: z.string().min(1).default('127.0.0.1'),
  BORNE_KEYS: existingFolder,
  BORNE_PROXY: addresses.optional(),
  BORNE_CONSOLE: existingFolder.optional(),
  BORNE_CONSOLE_ORIGIN: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://borne.example.fr' })
    .refine(
      (address) => new URL(address).origin === address,
      'must be an address without a path or a / at its end',
    )
    .optional(),
  BORNE_PAGE: existingFolder.optional(),
  BORNE_SAME_LIFE: z.literal('1', { error: 'must be 1 or absent' }).optional(),
  BORNE_EPOCH_AFTER: z
    .string()
    .regex(/^[1-9]\d{0,12}$/, 'must be the epochNumber of a kiosk’s log')
    .transform(Number)
    .optional(),
});

type Environment = z.infer<typeof environmentSchema>;

/** Logs go to the error stream; the standard output has one line, for whoever started this process. */
function log(line: LogLine): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
}

function readEnvironment(): Environment {
  const environment = environmentSchema.safeParse(process.env);
  if (environment.success) return environment.data;
  const [issue] = environment.error.issues;
  const variable = String(issue?.path[0]);
  const problem = process.env[variable] === undefined ? 'is missing' : (issue?.message ?? 'is wrong');
  process.stderr.write(`The hub cannot start: the environment variable ${variable} ${problem}.\n`);
  return process.exit(1);
}

/** A hub may start before its database does, after a power cut for example: it waits instead of giving up. */
async function prepareWhenPossible(database: Database, environment: Environment): Promise<void> {
  const isSameLife = environment.BORNE_SAME_LIFE === '1';
  const { BORNE_EPOCH_AFTER: after } = environment;
  for (;;) {
    try {
      await migrate(database);
      if (await noteLife(database, isSameLife)) log({ event: 'new-life' });
      if (after !== undefined && (await placeEpochsAfter(database, after))) log({ event: 'epoch-moved' });
      return;
    } catch (error) {
      if (!isOutage(error)) throw error;
      log({ event: 'failure', failure: describeFailure(error) });
      await new Promise((resume) => setTimeout(resume, MIGRATE_AGAIN_MS));
    }
  }
}

async function main(): Promise<void> {
  const environment = readEnvironment();
  const database = openDatabase(environment.DATABASE_URL);
  await prepareWhenPossible(database, environment);
  const hub = await startHub({
    database,
    keysFolder: environment.BORNE_KEYS,
    host: environment.BORNE_HUB_HOST,
    port: environment.BORNE_HUB_PORT,
    ...(environment.BORNE_PROXY === undefined ? {} : { trustedProxies: environment.BORNE_PROXY }),
    ...(environment.BORNE_CONSOLE === undefined ? {} : { consoleFolder: environment.BORNE_CONSOLE }),
    ...(environment.BORNE_CONSOLE_ORIGIN === undefined
      ? {}
      : { consoleOrigin: environment.BORNE_CONSOLE_ORIGIN }),
    ...(environment.BORNE_PAGE === undefined ? {} : { pageFolder: environment.BORNE_PAGE }),
    log,
  });

  let leaving = false;
  async function leave(): Promise<void> {
    if (leaving) return;
    leaving = true;
    await hub.close();
    await database.end();
    log({ event: 'stop' });
  }
  process.on('SIGTERM', () => void leave());
  process.on('SIGINT', () => void leave());

  log({ event: 'start' });
  process.stdout.write(`${JSON.stringify({ listening: hub.url })}\n`);
}

await main();
