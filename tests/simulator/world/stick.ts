import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportBundle, importBundle, openKeyRing } from '../../../city/hub/index.ts';
import { leaveOnStick, takeFromStick } from '../../../electron/core/bundle/index.ts';
import { silentLog } from '../../../electron/core/log/index.ts';
import { SegmentFiles } from '../../../electron/core/store/index.ts';
import { type KioskParts } from '../../support/kiosk-parts.ts';
import { HOME, type SimulatedCity } from './city.ts';
import { rightTime } from './clocks.ts';
import { flipped } from './faults.ts';

/** The one stick of a world: what kiosks and the hub would tell each other over the line goes round on it. */
export class Stick {
  readonly #folder = mkdtempSync(join(tmpdir(), 'borne-simulated-stick-'));

  /** The city writes its content on it, for all its kiosks. */
  async fill(city: SimulatedCity, tenants: readonly string[]): Promise<void> {
    const ring = openKeyRing(city.keysFolder);
    for (const tenant of tenants) {
      const keys = await ring.of(tenant);
      if (keys) await exportBundle(city.database, keys, this.#folder);
    }
  }

  /** A kiosk follows it as it would follow a hub, and hears what became of its items. */
  async follow(parts: KioskParts, kioskFolder: string): Promise<void> {
    const enrolment = parts.precious.site.enrolment();
    if (!enrolment) return;
    const means = { ...parts, segments: new SegmentFiles(kioskFolder), log: silentLog };
    await takeFromStick(means, enrolment, this.#folder, parts.signal);
  }

  /** A kiosk leaves on it what it has for the city. */
  async take(parts: KioskParts): Promise<void> {
    const enrolment = parts.precious.site.enrolment();
    if (enrolment) await leaveOnStick(parts, enrolment, this.#folder);
  }

  /** The city takes in what kiosks left on it, as often as it is brought. */
  async bring(city: SimulatedCity): Promise<void> {
    const reception = {
      database: city.database,
      ring: openKeyRing(city.keysFolder),
      now: rightTime,
      onFailure: (error: unknown) => {
        throw error;
      },
    };
    await importBundle(reception, HOME, this.#folder);
  }

  /** A bit of one of its files is not what it was. */
  spoil(at: number): void {
    const files = readdirSync(this.#folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
    const file = files[Math.floor(at * files.length)];
    if (file !== undefined) writeFileSync(file, flipped(readFileSync(file), (at * 97) % 1));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
