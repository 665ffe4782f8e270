import { randomUUID } from 'node:crypto';
import { ANSWERS_SCOPE, deviceScope, PUBLIC_SCOPE, siteScope } from '../../../shared/sync/index.ts';
import { sealProposal, quickReceipt } from '../../support/device.ts';
import { type KioskParts } from '../../support/kiosk-parts.ts';
import { type Invariant, Judge } from './violation.ts';
import { letPass } from './clocks.ts';
import { CHOICES, HOME, SERVICE, SimulatedCity, SITES, TENANTS, type CityTemplate } from './city.ts';
import { History, sameShown, type Shown } from './history.ts';
import { Kiosk, orFull, type Did, type Moment } from './kiosk.ts';
import { Ledger } from './ledger.ts';
import { Line } from './line.ts';
import { checkCityAtRest, checkKioskAtRest, checkOrder, type Following } from './rest.ts';
import { readScreen, ScreenWatcher } from './screen.ts';
import { Stick } from './stick.ts';
import { type StatementHook } from './statements.ts';

/** A part of the protocol that is taken away, to see that its promise is then broken. */
export interface Mutation {
  onStatement?: StatementHook;
  kiosk?: (parts: KioskParts) => void;
  rewrite?: (sql: string) => string;
  weaken?: (database: SimulatedCity['database']) => Promise<void>;
  keepsEpoch?: boolean;
  /** Tenants that are no longer followed are not forgotten. */
  keepsAll?: boolean;
}

export interface WorldOptions {
  mutation?: Mutation;
  /** Only this promise is looked at. */
  only?: Invariant;
  /** At rest, a kiosk that was never there before must come to see the same (I7). */
  withFreshKiosk?: boolean | undefined;
}

/** Rounds within which everything must have come to rest once the faults have stopped. */
const ROUNDS = 6;
const TEN_MINUTES = 600_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A small city with its hubs, its kiosks and the lines between them, where everything is real but the accidents. */
export class World {
  readonly city: SimulatedCity;
  readonly line: Line;
  readonly judge: Judge;
  readonly history = new History();
  readonly kiosks: Kiosk[] = [];
  readonly stick = new Stick();
  readonly ledger: Ledger;
  readonly screens: ScreenWatcher;
  readonly #mutation: Mutation;
  readonly #codes = new Map<Kiosk, string>();
  hasPartner = true;
  wasWithoutPartner = false;
  /** The city asks for a later version than any kiosk has. */
  isTooOld = false;

  private constructor(city: SimulatedCity, options: WorldOptions) {
    this.city = city;
    this.line = new Line(() => city.nextHub());
    this.judge = new Judge(options.only);
    this.ledger = new Ledger(this.judge);
    this.screens = new ScreenWatcher(this.history, this.judge);
    this.#mutation = options.mutation ?? {};
  }

  static async create(
    template: CityTemplate,
    plan: { hubs: number; kiosks: number },
    options: WorldOptions = {},
  ): Promise<World> {
    const { rewrite, weaken, keepsEpoch } = options.mutation ?? {};
    const city = await SimulatedCity.create(template, { hubs: plan.hubs, rewrite, weaken, keepsEpoch });
    const world = new World(city, options);
    await world.line.open();
    for (let index = 0; index < plan.kiosks; index += 1) await world.#addKiosk();
    return world;
  }

  async remove(): Promise<void> {
    for (const kiosk of this.kiosks) kiosk.remove();
    this.stick.remove();
    await this.line.close();
    await this.city.remove();
  }

  /** After each step: what died is started again, and every screen is looked at. */
  async look(): Promise<void> {
    await this.city.reviveHubs();
    await this.history.learn(this.city.database);
    for (const kiosk of this.kiosks) this.#look(kiosk);
  }

  /** The faults have stopped: within a few rounds nothing is on its way any more, and every promise holds (I14). */
  async comeToRest(): Promise<void> {
    this.city.spareHubs();
    await this.city.reviveHubs();
    await this.line.mend();
    for (const kiosk of this.kiosks) {
      kiosk.freeDisk();
      kiosk.wrongYears = 0;
    }
    if (this.isTooOld) await this.#deliverThoughTooOld();
    // Whatever a restored database asks for.
    await this.city.raiseMinSchema(false);
    const restless = await this.#driveToRest();
    this.judge.demand('I14', restless === undefined, () => `after ${ROUNDS} rounds: ${restless}`);
    await this.history.learn(this.city.database);
    for (const kiosk of this.kiosks) {
      this.#look(kiosk);
      await checkKioskAtRest(kiosk, this.city.database, await this.#followingOf(kiosk), this.judge);
    }
    await checkCityAtRest(this.city.database, this.judge);
    await checkOrder(this.city.database, this.history, this.judge);
    const altered = new Set(this.kiosks.filter((kiosk) => kiosk.wasAltered).map((kiosk) => kiosk.name));
    await this.ledger.checkAtRest(
      this.city.database,
      (kiosk, tenant) => altered.has(kiosk) || this.#isFormer(tenant),
      (tenant) => this.#isFormer(tenant),
    );
  }

  /** Whatever a kiosk has lived through, it shows what one shows that fetched all at once. */
  async compareWithFreshKiosk(): Promise<void> {
    await this.#addKiosk();
    const fresh = readScreen(this.kiosks.at(-1)?.folder ?? '');
    for (const kiosk of this.kiosks) {
      const screens = readScreen(kiosk.folder);
      for (const tenant of this.tenants()) {
        const isSame = sameShown(forEverybody(screens, tenant), forEverybody(fresh, tenant));
        this.judge.demand('I7', isSame, () => `${kiosk.name} shows ${tenant} as no fresh kiosk does`);
      }
    }
  }

  kiosk(index: number): Kiosk {
    const kiosk = this.kiosks[index % this.kiosks.length];
    if (!kiosk) throw new Error('a world without kiosks');
    return kiosk;
  }

  /** By which id the city knows it. */
  async deviceOf(kiosk: Kiosk): Promise<string | undefined> {
    const found = await orFull(kiosk, () => kiosk.do(({ precious }) => precious.site.enrolment()?.device));
    return found.killed ? undefined : found.value || undefined;
  }

  async follow(kiosk: Kiosk, killBefore?: Moment): Promise<Did<string[] | false>> {
    return orFull(kiosk, () => kiosk.do((parts) => this.#follow(kiosk, parts), killBefore));
  }

  /** Whether nothing was waiting. */
  async deliver(kiosk: Kiosk, killBefore?: Moment): Promise<Did<boolean>> {
    return orFull(kiosk, () =>
      kiosk.do(async ({ courier, signal, precious }) => {
        const waited = precious.outbox.count('waiting');
        const delivered = await courier.deliver(signal);
        return delivered.ok && waited === 0;
      }, killBefore),
    );
  }

  /** A visitor's submission, sealed and recorded; its form may be one that the city has never had. */
  async record(kiosk: Kiosk, tenant: string, formVersion = 1, killBefore?: Moment): Promise<void> {
    const receipt = await quickReceipt();
    const id = randomUUID();
    const keyset = await orFull(kiosk, () => kiosk.do(({ keyring }) => keyring.newest(tenant) ?? false));
    if (keyset.killed || !keyset.value) return;
    const proposal = {
      tenant,
      service: SERVICE,
      formVersion,
      id,
      receipt,
      choices: CHOICES,
      text: 'Un banc',
    };
    const envelope = await sealProposal(keyset.value, proposal);
    this.ledger.sealed(id, formVersion === 1);
    const said = await orFull(kiosk, () => kiosk.record(envelope, killBefore));
    if (!said.killed && said.value && said.value.ok) this.ledger.promised(id);
  }

  async addClone(of: Kiosk): Promise<Kiosk> {
    const clone = this.#newKiosk(of.copyFolder());
    clone.wasAltered = of.wasAltered;
    const code = this.#codes.get(of);
    if (code !== undefined) this.#codes.set(clone, code);
    this.kiosks.push(clone);
    return clone;
  }

  async #addKiosk(): Promise<void> {
    const kiosk = this.#newKiosk();
    const site = SITES[this.kiosks.length % SITES.length] ?? '';
    const code = await this.city.enrolmentCode(site);
    this.#codes.set(kiosk, code);
    this.kiosks.push(kiosk);
    await this.follow(kiosk);
  }

  #newKiosk(folder?: string): Kiosk {
    const { onStatement, kiosk } = this.#mutation;
    const options = { url: this.line.url, onStatement, alter: kiosk };
    return new Kiosk(`kiosk-${this.kiosks.length}`, options, folder);
  }

  /** Nobody offers again what a former partner's hub has lost: a kiosk no longer hears of its epochs. */
  #isFormer(tenant: string): boolean {
    return tenant !== HOME && this.wasWithoutPartner;
  }

  /** Those that the home tenant's kiosks are to follow. */
  tenants(): string[] {
    return this.hasPartner ? TENANTS : [HOME];
  }

  async #followingOf(kiosk: Kiosk): Promise<Following> {
    const device = (await this.deviceOf(kiosk)) ?? NOBODY;
    const { rows } = await this.city.database.query<{ site: string }>(
      'select site from device where id = $1',
      [device],
    );
    const everybody = [PUBLIC_SCOPE, ANSWERS_SCOPE];
    const own = [siteScope(rows[0]?.site ?? ''), deviceScope(device)];
    return new Map(
      this.tenants().map((tenant) => [tenant, tenant === HOME ? [...everybody, ...own] : everybody]),
    );
  }

  #look(kiosk: Kiosk): void {
    this.screens.look(kiosk.name, kiosk.folder);
    this.ledger.look(kiosk.name, kiosk.folder);
  }

  /** As the rounds of a kiosk do; tells what was not yet here, and why. */
  async #follow(kiosk: Kiosk, parts: KioskParts): Promise<string[]> {
    const { precious, key, keyring, follower, signal } = parts;
    if (precious.site.enrolment()?.deviceKey !== key.publicKey) {
      const enrolled = await parts.enrol(this.#codes.get(kiosk) ?? '');
      if (!enrolled.ok) return [enrolled.reason];
    }
    const news: string[] = [];
    for (let done = 0; done < keyring.tenants().length; done += 1) {
      const tenant = keyring.tenants()[done] ?? '';
      const followed = await follower.follow(tenant, signal);
      if (!followed.ok) news.push(`${tenant}: ${followed.reason}`);
      else if (followed.value.applied > 0) news.push(`${tenant}: ${followed.value.applied} records`);
    }
    if (!this.#mutation.keepsAll) follower.keepOnly(keyring.tenants());
    return news;
  }

  /** A kiosk that the city calls too old still brings what it was entrusted with (I13). */
  async #deliverThoughTooOld(): Promise<void> {
    for (const kiosk of this.kiosks) {
      for (let round = 0; round < ROUNDS; round += 1) {
        await this.follow(kiosk);
        await this.deliver(kiosk);
        letPass(TEN_MINUTES);
      }
      const delivered = await this.deliver(kiosk);
      const isEmpty = delivered.killed || delivered.value;
      this.judge.demand('I13', isEmpty, () => `${kiosk.name} is too old and keeps items`);
    }
  }

  /** What still moves after the last round; undefined when all is at rest. */
  async #driveToRest(): Promise<string | undefined> {
    let restless: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      restless = [];
      await this.city.reviveHubs();
      await this.city.keepUp();
      for (const kiosk of this.kiosks) {
        await this.city.sequenceAll();
        const followed = await this.follow(kiosk);
        const delivered = await this.deliver(kiosk);
        const news = followed.killed ? ['killed'] : followed.value || ['the disk is full'];
        if (news.length > 0) restless.push(`${kiosk.name} still follows (${news.join(', ')})`);
        if (delivered.killed || !delivered.value) restless.push(`${kiosk.name} still delivers`);
      }
      letPass(TEN_MINUTES);
      if (restless.length === 0) return undefined;
    }
    return restless.join(', ');
  }
}

/** What every kiosk shows of a tenant, wherever it stands. */
function forEverybody(screens: ReturnType<typeof readScreen>, tenant: string): Shown {
  const rows = [...(screens?.get(tenant)?.rows ?? [])];
  return new Map(rows.filter(([place]) => !/^(site|device):/.test(place)));
}
