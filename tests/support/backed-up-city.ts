import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect } from 'vitest';
import { backUp, type Database } from '../../city/hub/index.ts';
import { type City } from './city.ts';
import { kioskParts, type KioskParts, temporaryFolder } from './core.ts';
import { eventually } from './eventually.ts';
import { recordProposal } from './recording.ts';

export type KioskInFolder = KioskParts & { folder: string };

/** A kiosk of the city that has nothing yet. */
export async function enrolledKiosk(city: City): Promise<KioskInFolder> {
  const folder = temporaryFolder();
  const kiosk = kioskParts(folder, city.url);
  expect(await kiosk.enrol(await city.enrolmentCode())).toMatchObject({ ok: true });
  return { ...kiosk, folder };
}

/** The same with its content. */
export async function openKiosk(city: City): Promise<KioskInFolder> {
  const kiosk = await enrolledKiosk(city);
  await follow(kiosk);
  return kiosk;
}

export async function follow(kiosk: KioskParts): Promise<void> {
  await eventually(async () =>
    expect(await kiosk.follower.follow('pantin', kiosk.signal)).toMatchObject({ ok: true }),
  );
}

/** Ids of so many proposals that the city accepted. */
export async function deliverSome(kiosk: KioskParts, count: number): Promise<string[]> {
  const ids = [];
  for (let done = 0; done < count; done += 1) ids.push(await recordProposal(kiosk));
  expect(await kiosk.courier.deliver(kiosk.signal)).toMatchObject({ ok: true });
  expect(kiosk.precious.outbox.count('waiting')).toBe(0);
  return ids;
}

export function makeBackup(city: City, folder: string, report: (progress: string) => void = () => undefined) {
  return backUp({ databaseUrl: city.databaseUrl, folder, report });
}

/** Runs `change` on a backup's unfinished folder, once it is written and before it is read back. */
export function whenWritten(
  folder: string,
  change: (unfinished: string) => void,
): (progress: string) => void {
  return (progress) => {
    if (progress !== 'reading the copy back') return;
    const name = readdirSync(dirname(folder)).find((each) =>
      each.startsWith(`${basename(folder)}.unfinished`),
    );
    change(join(dirname(folder), name ?? 'none'));
  };
}

/** How far the city's submissions are numbered, and up to which one they are settled. */
export async function headOf(database: Database): Promise<{ position: number; settled: number }> {
  const { rows } = await database.query<{ position: number; settled: number }>(
    "select position, settled from submission_head where tenant = 'pantin'",
  );
  return rows[0] ?? { position: 0, settled: 0 };
}
