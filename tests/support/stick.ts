import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { exportBundle, importBundle, openKeyRing, type BundleCount } from '../../city/hub/index.ts';
import { type Keyset, signedTextSchema } from '../../shared/sealing/index.ts';
import { type Acks, acksSchema, type KioskReport, kioskReportSchema } from '../../shared/sync/index.ts';
import { Bridge } from './bridge.ts';
import { type City } from './city.ts';
import { kioskParts, temporaryFolder } from './core.ts';
import { quickReceipt, sealProposal } from './device.ts';

/** The city writes all its tenants' kiosks a stick, or one tenant's. */
export async function exportTo(city: City, stick: string, tenants = city.tenants): Promise<void> {
  const ring = openKeyRing(city.keysFolder);
  for (const tenant of tenants) {
    const keys = await ring.of(tenant);
    if (!keys) throw new Error(`no keys of ${tenant}`);
    expect(await exportBundle(city.database, keys, stick)).not.toBe('busy');
  }
}

/** The city takes in what kiosks left; only what there was any of is told. */
export async function importFrom(city: City, stick: string): Promise<Partial<BundleCount>> {
  const ring = openKeyRing(city.keysFolder);
  const onFailure = (error: unknown) => {
    throw error;
  };
  const reception = { database: city.database, ring, now: () => new Date(), onFailure };
  const count = await importBundle(reception, city.tenant, stick);
  return Object.fromEntries(Object.entries(count).filter(([, number]) => number > 0));
}

/** A kiosk that had a line once, to be enrolled, and whose process has none. */
export class LonelyKiosk {
  readonly folder: string;
  readonly device: string;
  readonly #keyset: Keyset;
  #bridge: Bridge | undefined;
  #ports = 0;

  private constructor(folder: string, device: string, keyset: Keyset) {
    this.folder = folder;
    this.device = device;
    this.#keyset = keyset;
  }

  static async enrolled(city: City): Promise<LonelyKiosk> {
    const folder = temporaryFolder();
    const parts = kioskParts(folder, city.url);
    expect(await parts.enrol(await city.enrolmentCode())).toMatchObject({ ok: true });
    const keyset = parts.keyring.newest(city.tenant);
    const device = parts.precious.site.enrolment()?.device;
    parts.close();
    if (!keyset || device === undefined) throw new Error('not enrolled');
    return new LonelyKiosk(folder, device, keyset);
  }

  /** Another machine with the same disk. */
  async cloned(): Promise<LonelyKiosk> {
    await this.kill();
    const folder = temporaryFolder();
    cpSync(this.folder, folder, { recursive: true });
    return new LonelyKiosk(folder, this.device, this.#keyset);
  }

  /** Its parts without the process, for what no visitor can bring about; the caller closes them. */
  async parts() {
    await this.kill();
    return kioskParts(this.folder, 'http://127.0.0.1:9');
  }

  async #running(): Promise<Bridge> {
    if (this.#bridge) return this.#bridge;
    this.#bridge = new Bridge();
    this.#bridge.start('core', this.folder);
    await this.#bridge.hears('ready');
    return this.#bridge;
  }

  async process() {
    return (await this.#running()).child;
  }

  async staff() {
    const bridge = await this.#running();
    this.#ports += 1;
    return bridge.staff(this.#ports);
  }

  async kill(): Promise<void> {
    await this.#bridge?.kill();
    this.#bridge = undefined;
  }

  /** A visitor's proposal; gives its id. */
  async record(): Promise<string> {
    const bridge = await this.#running();
    const port = (this.#ports += 1);
    const envelope = await sealProposal(this.#keyset, {
      tenant: 'pantin',
      service: 'droit-de-proposition-populaire',
      receipt: await quickReceipt(),
      choices: { kind: 'idea', commission: 'not-sure' },
      text: 'Des bancs à l’ombre',
    });
    const recorded = await bridge.client(port).record({ envelope });
    if (!recorded.ok) throw new Error(recorded.reason);
    return recorded.value.id;
  }

  async recordSome(count: number): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, () => this.record()));
  }

  /** Each item's state, with `settled` for one that was erased, and why people have to look at it. */
  states(): Map<string, string> {
    const db = new Database(join(this.folder, 'precious.db'), { readonly: true });
    try {
      const rows = db
        .prepare<[], { id: string; state: string; item: string; reason: string | null }>(
          'SELECT id, state, item, reason FROM outbox',
        )
        .all();
      return new Map(
        rows.map(({ id, state, item, reason }) => [id, item === '' ? 'settled' : (reason ?? state)]),
      );
    } finally {
      db.close();
    }
  }
}

/** The acks on a stick for a kiosk; undefined when there are none. */
export function acksOn(stick: string, tenant: string, device: string): Acks | undefined {
  const place = join(stick, tenant, 'acks');
  if (!readdirSync(join(stick, tenant)).includes('acks')) return undefined;
  const name = readdirSync(place).find((each) => each === `${device}.json`);
  if (name === undefined) return undefined;
  const { text } = JSON.parse(readFileSync(join(place, name), 'utf8')) as { text: string };
  return acksSchema.parse(JSON.parse(text));
}

/** The names of what a kiosk left. */
export function leftBy(stick: string, tenant: string, device: string): string[] {
  return readdirSync(join(stick, tenant)).filter((name) => name.includes(device));
}

export function reportBy(stick: string, tenant: string, device: string): KioskReport {
  const name = leftBy(stick, tenant, device).find((each) => each.startsWith('kiosk-')) ?? '';
  const signed = signedTextSchema.parse(JSON.parse(readFileSync(join(stick, tenant, name), 'utf8')));
  return kioskReportSchema.parse(JSON.parse(signed.text));
}
