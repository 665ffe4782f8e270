import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../city/hub/index.ts';
import { sha256Name } from '../../electron/core/store/index.ts';
import { verify } from '../../shared/sealing/index.ts';
import { type Acks, acksSchema, signedByFeedSchema } from '../../shared/sync/index.ts';
import { deliverSome, headOf, makeBackup, openKiosk, whenWritten } from '../support/backed-up-city.ts';
import { type City, startCity } from '../support/city.ts';
import { temporaryFolder } from '../support/core.ts';

let city: City;
beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'] });
});
afterAll(() => city.stop());

test('a submission whose bytes are not what was accepted is not settled', async () => {
  const kiosk = await openKiosk(city);
  const [id = ''] = await deliverSome(kiosk, 1);
  const { rows } = await city.database.query<{ item: Buffer }>('select item from submission where id = $1', [
    id,
  ]);
  await city.database.query('update submission set item = $2 where id = $1', [id, Buffer.from('rotten')]);
  const folder = join(temporaryFolder(), 'backup');
  expect(await makeBackup(city, folder)).toEqual({ ok: false, reason: 'altered' });
  await city.database.query('update submission set item = $2 where id = $1', [id, rows[0]?.item]);
  kiosk.close();
});

test('positions are dense whoever gives them, also while kiosks deliver', async () => {
  const kiosk = await openKiosk(city);
  const folder = temporaryFolder();
  const delivering = deliverSome(kiosk, 40);
  for (let count = 0; count < 4; count += 1)
    expect(await makeBackup(city, join(folder, String(count)))).toMatchObject({ ok: true });
  await delivering;
  expect(await makeBackup(city, join(folder, 'last'))).toMatchObject({ ok: true });
  const { rows } = await city.database.query<{ position: number }>(
    "select position from submission where tenant = 'pantin' order by position",
  );
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, index) => index + 1));
  expect(await headOf(city.database)).toEqual({ position: rows.length, settled: rows.length });
  kiosk.close();
});

test('a watermark is not raised in a database that began another life meanwhile', async () => {
  const kiosk = await openKiosk(city);
  await deliverSome(kiosk, 1);
  const before = await headOf(city.database);
  const folder = join(temporaryFolder(), 'backup');
  const other = openDatabase(city.databaseUrl);
  const { rows } = await other.query<{ epoch: string }>(
    "select epoch from feed_head where tenant = 'pantin'",
  );
  let changed: Promise<unknown> = Promise.resolve();
  await makeBackup(
    city,
    folder,
    whenWritten(folder, () => {
      changed = other.query("update feed_head set epoch = gen_random_uuid() where tenant = 'pantin'");
    }),
  );
  await changed;
  expect((await headOf(city.database)).settled).toBe(before.settled);
  await other.query("update feed_head set epoch = $1 where tenant = 'pantin'", [rows[0]?.epoch]);
  await other.end();
  kiosk.close();
});

test('what the hub says of items is signed, leaves out what it lacks, and is for its kiosks only', async () => {
  const kiosk = await openKiosk(city);
  const [id = ''] = await deliverSome(kiosk, 1);
  const stranger = crypto.randomUUID() as string;
  const reply = await kiosk.hub.acks('pantin', [id, stranger], kiosk.signal);
  if (!reply.ok) throw new Error(reply.reason);
  const signed = signedByFeedSchema.parse(reply.value);
  const key = kiosk.keyring.newest('pantin')?.feed.find(({ kid }) => kid === signed.feedKey);
  expect(await verify(key?.publicKey ?? '', signed.text, signed.signature)).toBe(true);
  const acks: Acks = acksSchema.parse(JSON.parse(signed.text));
  const item = kiosk.precious.outbox.find(id)?.item ?? '';
  expect(acks.acks).toEqual([{ id, sha256: sha256Name(item), state: 'accepted' }]);
  const post = (body: unknown) =>
    fetch(`${city.url}/v1/pantin/acks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await post({ ids: [id] })).status).toBe(401);
  const tooMany = Array.from({ length: 1_001 }, () => crypto.randomUUID() as string);
  expect(await kiosk.hub.acks('pantin', tooMany, kiosk.signal)).toEqual({
    ok: false,
    reason: 'request-refused',
  });
  // A partner's items too: this kiosk follows it, and it has none of these.
  const partner = await kiosk.hub.acks('paris', [id], kiosk.signal);
  expect(partner.ok && acksSchema.parse(JSON.parse(partner.value.text)).acks).toEqual([]);
  kiosk.close();
});
