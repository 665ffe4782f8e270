import { expect, test } from 'vitest';
import { startCity } from '../support/city.ts';
import { Chance } from '../support/chance.ts';
import { eventually } from '../support/eventually.ts';
import { HostileProxy } from '../support/hostile-proxy.ts';
import { KioskProcess } from '../support/kiosk-process.ts';

const MIB = 1024 * 1024;
const WITHIN_MS = 60_000;

test('kill -9 of the kiosk and of the hub in the middle cost at most the piece under way', async () => {
  const city = await startCity({ tenants: ['pantin'], asProcess: true });
  const line = await HostileProxy.start(city.url, new Chance(1));
  const kiosk = new KioskProcess({
    name: 'attaching',
    hub: () => line.url,
    enrolmentCode: await city.enrolmentCode(),
    visits: 1,
    attachedBytes: 5 * MIB,
  });
  const received = async () => {
    const { rows } = await city.database.query<{ received: number; whole: boolean; bytes: number }>(
      'select received, whole, bytes from attachment',
    );
    return rows[0] ?? { received: 0, whole: false, bytes: 0 };
  };
  const reaches = (mib: number) =>
    eventually(async () => expect((await received()).received).toBeGreaterThanOrEqual(mib * MIB), WITHIN_MS);

  // Each piece takes a while, so that the kill comes while one is under way.
  await city.database.query('create schema probe');
  await city.database.query(
    `create function probe.dawdle() returns trigger language plpgsql as
     'begin perform pg_sleep(0.15); return new; end'`,
  );
  await city.database.query(
    'create trigger dawdle before insert on attachment_piece for each row execute function probe.dawdle()',
  );

  await kiosk.start();
  await reaches(1);
  await kiosk.kill();
  const afterKiosk = await received();
  expect(afterKiosk.received).toBeLessThan(6 * MIB);
  await kiosk.start({ visits: 0 });
  await reaches(afterKiosk.received / MIB + 1);
  await city.kill();
  expect((await received()).whole).toBe(false);
  await city.resume();
  await eventually(async () => expect((await received()).whole).toBe(true), WITHIN_MS);

  const { bytes } = await received();
  expect(bytes).toBe(6 * MIB);
  const wasted = line.counts.bytesUp - bytes;
  console.log(
    `attachment of ${bytes} bytes, two kills: ${wasted} bytes sent besides, everything else included`,
  );
  // One piece for each kill, and what enrolling, asking and the item itself take.
  expect(wasted).toBeLessThan(2 * MIB + MIB / 4);
  await kiosk.stop();
  expect(kiosk.trouble()).toBe('');
  await line.close();
  await city.stop();
});
