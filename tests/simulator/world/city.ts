import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { type Client } from 'pg';
import { join } from 'node:path';
import {
  inTransaction,
  isOutage,
  migrate,
  openDatabase,
  type Database,
} from '../../../city/hub/database/index.ts';
import { moveDevice } from '../../../city/hub/devices/index.ts';
import {
  beginNewLives,
  compactLog,
  ensureFeed,
  makeDueSnapshots,
  makeSnapshot,
  sequence,
  setMinSchema,
} from '../../../city/hub/feed/index.ts';
import { createEnrolmentCode, createTenantKeys } from '../../../city/hub/index.ts';
import { formSchema } from '../../../shared/model/index.ts';
import { SYNC_SCHEMA } from '../../../shared/sync/index.ts';
import { createDatabase, runOnce } from '../../support/postgres.ts';
import { keepCopy, putBack } from './copies.ts';
import { HubProcess, rewriteQueries } from './hub-process.ts';

export const HOME = 'pantin';
export const PARTNER = 'paris';
export const TENANTS = [HOME, PARTNER];
/** Where kiosks stand. */
export const SITES = ['hall', 'library'];
export const SERVICE = 'ideas';
export const CHOICES = { kind: 'idea' };

const text = { original: 'fr' as const, fr: { text: 'Une idée', by: 'human' as const } };

const FORM = JSON.stringify(
  formSchema.parse({
    version: 1,
    act: 'proposal',
    path: [{ pictogram: 'lightbulb', text }],
    questions: [
      {
        kind: 'choice',
        id: 'kind',
        sealedTo: 'hub',
        title: text,
        options: [
          { id: 'idea', label: text },
          { id: 'question', label: text },
        ],
      },
    ],
    retentionDays: 30,
  }),
);

/** Copies of the rows: as every city begins, and as an operator would keep. */
const BIRTH = 'birth';
const BACKUP = 'backup';

const TRIES = 10;

/** What every simulated city begins with: a migrated database and the keys of two tenants. Made once, then copied. */
export interface CityTemplate {
  server: string;
  database: string;
  folder: string;
  /** Databases of cities that are gone, which the next ones may begin afresh in. */
  free: string[];
  remove(): Promise<void>;
}

export async function createTemplate(server: string): Promise<CityTemplate> {
  const made = await createDatabase(server);
  const database = openDatabase(made.url);
  await migrate(database);
  for (const tenant of TENANTS) {
    await ensureFeed(database, tenant);
    await database.query('insert into form_version (tenant, form, version, body) values ($1, $2, 1, $3)', [
      tenant,
      SERVICE,
      FORM,
    ]);
  }
  await keepCopy(database, BIRTH);
  await database.end();
  const folder = mkdtempSync(join(tmpdir(), 'borne-simulated-city-'));
  await writeKeys(folder, true);
  const template: CityTemplate = {
    server,
    database: new URL(made.url).pathname.slice(1),
    folder,
    free: [],
    async remove() {
      for (const name of template.free) await runOnce(server, `drop database ${name} with (force)`);
      await made.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return template;
}

/** The home tenant lists its partner, or no longer does. */
async function writeKeys(folder: string, hasPartner: boolean): Promise<void> {
  const places = { keysFolder: join(folder, 'keys'), rootFolder: join(folder, 'safe'), services: [SERVICE] };
  const { rootKey } = await createTenantKeys({ ...places, tenant: PARTNER, partners: [] });
  const partners = hasPartner ? [{ tenant: PARTNER, rootKey }] : [];
  await createTenantKeys({ ...places, tenant: HOME, partners });
}

export interface CityOptions {
  hubs: number;
  rewrite?: ((sql: string) => string) | undefined;
  /** What is done to the database before anything else, to show what would be lost without a part of it. */
  weaken?: ((database: Database) => Promise<void>) | undefined;
  /** A restored database passes for the one that it is a copy of. */
  keepsEpoch?: boolean | undefined;
}

/** One city's database, copied from the template, and the hubs over it. */
export class SimulatedCity {
  readonly database: Database;
  readonly #name: string;
  readonly #url: string;
  readonly #folder: string;
  readonly #template: CityTemplate;
  readonly #options: CityOptions;
  readonly #hubs: HubProcess[] = [];
  readonly #buried: Promise<void>[] = [];
  #hasCopy = false;
  #turn = 0;

  private constructor(template: CityTemplate, name: string, options: CityOptions) {
    this.#template = template;
    this.#options = options;
    this.#name = name;
    const url = new URL(template.server);
    url.pathname = `/${name}`;
    this.#url = url.href;
    this.database = openDatabase(this.#url);
    // Sticks are brought to the city past its hubs.
    this.database.on('connect', (client) => rewriteQueries(client as unknown as Client, options.rewrite));
    this.#folder = mkdtempSync(join(tmpdir(), 'borne-simulated-city-'));
  }

  static async create(template: CityTemplate, options: CityOptions): Promise<SimulatedCity> {
    const free = template.free.pop();
    const name = free ?? `borne_world_${randomUUID().replaceAll('-', '')}`;
    if (!free) await runOnce(template.server, `create database ${name} template ${template.database}`);
    const city = new SimulatedCity(template, name, options);
    cpSync(template.folder, city.#folder, { recursive: true });
    if (free) await putBack(city.database, BIRTH);
    await options.weaken?.(city.database);
    for (let index = 0; index < options.hubs; index += 1) city.#hubs.push(await city.#startHub());
    return city;
  }

  get keysFolder(): string {
    return join(this.#folder, 'keys');
  }

  /** The hubs take turns. */
  nextHub(): HubProcess | undefined {
    this.#turn += 1;
    return this.#hubs[this.#turn % this.#hubs.length];
  }

  killHub(index: number, beforeStatement: number): void {
    this.#hubs[index % this.#hubs.length]?.killBefore(beforeStatement);
  }

  /** No hub that lives is killed any more. */
  spareHubs(): void {
    for (const hub of this.#hubs) hub.spare();
  }

  /** Starts a new process in the place of each that was killed. */
  async reviveHubs(): Promise<void> {
    for (const [index, hub] of this.#hubs.entries()) {
      if (!hub.isDead) continue;
      this.#buried.push(hub.close());
      this.#hubs[index] = await this.#startHub();
    }
  }

  enrolmentCode(site: string): Promise<string> {
    return createEnrolmentCode(this.database, HOME, { id: site, name: site });
  }

  moveDevice(device: string, site: string): Promise<void> {
    return moveDevice(this.database, HOME, device, { id: site, name: site });
  }

  /** What each hub does by itself every few seconds. */
  async keepUp(): Promise<void> {
    await makeDueSnapshots(this.database);
  }

  /** Snapshots of every scope, as the upkeep makes them when they are due. */
  async makeSnapshots(): Promise<void> {
    const { rows } = await this.database.query<{ tenant: string; scope: string }>(
      'select tenant, scope from feed_scope',
    );
    for (const { tenant, scope } of rows) await makeSnapshot(this.database, tenant, scope);
  }

  /** All lines leave the log, as if they were old: only snapshots lead on from cursors before this. */
  compact(): Promise<void> {
    return compactLog(this.database, -1);
  }

  /** Kiosks of today's version are told that they need an update, or no longer. */
  async raiseMinSchema(isRaised: boolean): Promise<void> {
    const minSchema = isRaised ? SYNC_SCHEMA + 1 : SYNC_SCHEMA;
    for (const tenant of TENANTS) await setMinSchema(this.database, tenant, minSchema);
  }

  /** A hub gives every committed line its place; one that is killed or cut off meanwhile leaves that to the next. */
  async sequenceAll(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const hub = this.nextHub();
      if (!hub) return;
      try {
        for (const tenant of TENANTS) await sequence(hub.database, tenant);
        return;
      } catch (error) {
        if (!hub.isDead && !isOutage(error)) throw error;
        if (tries === TRIES) return;
      }
    }
  }

  setPartner(isListed: boolean): Promise<void> {
    return writeKeys(this.#folder, isListed);
  }

  /** Keeps a copy of the whole database as it is now, in the place of the last one. */
  async copy(): Promise<void> {
    await keepCopy(this.database, BACKUP);
    this.#hasCopy = true;
  }

  /** Puts the copy in the place of the database, as an operator would after a disaster. False when there is none. */
  async restore(): Promise<boolean> {
    if (!this.#hasCopy) return false;
    await this.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'hub'`,
    );
    await putBack(this.database, BACKUP);
    if (!this.#options.keepsEpoch) await inTransaction(this.database, beginNewLives);
    return true;
  }

  async remove(): Promise<void> {
    await Promise.all([...this.#hubs.map((hub) => hub.close()), ...this.#buried]);
    await this.database.end();
    if (this.#options.weaken)
      await runOnce(this.#template.server, `drop database ${this.#name} with (force)`);
    else this.#template.free.push(this.#name);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #startHub(): Promise<HubProcess> {
    return HubProcess.start({
      databaseUrl: `${this.#url}?application_name=hub`,
      keysFolder: this.keysFolder,
      rewrite: this.#options.rewrite,
    });
  }
}
