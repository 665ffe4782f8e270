import { z } from 'zod';
import {
  createEnrolmentCode,
  makeDueSnapshots,
  migrate,
  openDatabase,
  publishFolder,
  type Database,
} from '../../../city/hub/index.ts';
import { HUB_NODE_OPTIONS } from '../../../scripts/lib/start-city.ts';
import { DEMO_SITE } from '../../../scripts/lib/demo-city.ts';
import { publishRecords, takeBackRecords } from '../../../tests/support/publish-records.ts';
import { CITY, OWN_RECORDS, prepareCity } from '../city.ts';
import { type Contender, type Expected, type Served } from '../contender.ts';
import { type Ground } from '../ground.ts';
import { Program } from '../program.ts';
import { recordsOf, servicesAmong, type WorkloadChanges } from '../workload.ts';

const stateSchema = z.object({ records: z.number(), found: z.number() });

export interface OurServed extends Served {
  /** For what only a look into the database can tell. */
  database: Database;
  url: string;
}

/** The hub over PostgreSQL, and the kiosk's own follower and courier. */
export class Ours implements Contender {
  readonly name = 'this project';
  readonly remark =
    'hub over PostgreSQL (fsync on); whole signed checkpoints into SQLite (WAL) with the full-text index';
  readonly #ground: Ground;
  #city: { keysFolder: string; published: string } | undefined;
  #template = '';
  #records = 0;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async prepare(records: number): Promise<void> {
    this.#city = await prepareCity(this.#ground.newFolder());
    this.#template = await this.#ground.newDatabase();
    const database = openDatabase(this.#template);
    await migrate(database);
    await liftLimits(database);
    const published = await publishFolder(database, CITY, this.#city.published);
    if (!published.ok) throw new Error(published.problems.join('\n'));
    await database.end();
    await this.grow(records);
  }

  /** The prepared database; nobody may be connected to it when a hub is opened on a copy. */
  get template(): string {
    return this.#template;
  }

  get keysFolder(): string {
    return this.#city?.keysFolder ?? '';
  }

  /** Publishes what is missing to have this many records, with the snapshot that a hub makes of them within seconds. */
  async grow(records: number): Promise<void> {
    const database = openDatabase(this.#template);
    await publishRecords(database, CITY, recordsOf(records).slice(this.#records));
    this.#records = records;
    await makeDueSnapshots(database);
    await database.query('vacuum analyze');
    await database.end();
  }

  /** @param url of the database; without it, a copy of the prepared one that goes away at the end */
  async open(url?: string): Promise<OurServed> {
    const databaseUrl = url ?? (await this.#ground.newDatabase(this.#template));
    const database = openDatabase(databaseUrl);
    const { program, ready } = await Program.start('hub', [databaseUrl, this.keysFolder], HUB_NODE_OPTIONS);
    const hubUrl = z.string().parse(ready);
    const ground = this.#ground;
    return {
      database,
      url: hubUrl,
      async usage() {
        const hub = await program.usage();
        return { ...hub, cpuSeconds: hub.cpuSeconds + ground.postgresCpuSeconds() };
      },
      newFolder: () => ground.newFolder(),
      async startClient(folder) {
        const client = (await Program.start('our-client', [folder, hubUrl])).program;
        await client.order('enrol', await createEnrolmentCode(database, CITY, DEMO_SITE));
        return client;
      },
      change: (changes) => changeRecords(database, changes),
      async close() {
        await program.kill();
        await database.end();
        if (url === undefined) await ground.dropDatabase(databaseUrl);
      },
    };
  }

  expectWhole(client: Program, expected: Expected): Promise<void> {
    return expectKiosk(client, expected);
  }

  /** A kiosk with this many submissions in its outbox, known to every hub that is opened later, and their lengths. */
  async prepareOutbox(count: number): Promise<{ newFolder: () => string; sizes: number[] }> {
    const served = await this.open(this.#template);
    const filled = served.newFolder();
    const client = await served.startClient(filled);
    await client.order('fill', count);
    const sizes = z.array(z.number()).parse((await client.order('outboxBytes')).value);
    await client.kill();
    await served.close();
    return { newFolder: () => this.#ground.copyOf(filled), sizes };
  }
}

/** @throws when not everything is there, or the services among it cannot be found by their words */
export async function expectKiosk(client: Program, { records, changes }: Expected): Promise<void> {
  const state = stateSchema.parse((await client.order('state')).value);
  const live = records + OWN_RECORDS - (changes?.deletes.length ?? 0);
  if (state.records !== live || state.found < servicesAmong(records) / 2)
    throw new Error(`the kiosk has ${state.records} records and finds ${state.found} services`);
}

async function changeRecords(database: Database, changes: WorkloadChanges): Promise<void> {
  await publishRecords(database, CITY, changes.updates);
  await takeBackRecords(database, CITY, changes.deletes);
}

/** One kiosk stands here for all that send at once, and for the hours in which they do. */
async function liftLimits(database: Database): Promise<void> {
  await database.query(
    `create function count_nothing() returns trigger language plpgsql as 'begin new.count := 0; return new; end'`,
  );
  await database.query(
    'create trigger count_nothing before insert or update on tries for each row execute function count_nothing()',
  );
}
