import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../city/hub/database/index.ts';
import { beginNewLives } from '../../city/hub/feed/index.ts';
import { parseJson } from '../../shared/json/index.ts';
import { makeBackup } from '../support/backed-up-city.ts';
import { type City, startCity } from '../support/city.ts';
import { recordsOf, temporaryFolder } from '../support/core.ts';
import { acksOn, exportTo, importFrom, leftBy, LonelyKiosk, reportBy } from '../support/stick.ts';

/* The life of kiosks that never have a network: everything that they send and are told goes round on sticks. */

const TENANT = 'pantin';
let city: City;
let stick: string;

beforeAll(async () => {
  city = await startCity({ tenants: [TENANT, 'paris'] });
});

afterAll(() => city.stop());

beforeEach(() => {
  stick = temporaryFolder();
});

const nothing = { ok: true, value: { accepted: 0, settled: 0, attention: 0 } };

function copyOf(folder: string): string {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

test('a kiosk without a network shows, sends, is told, and erases: all by stick, in any order', async () => {
  const kiosk = await LonelyKiosk.enrolled(city);
  const staff = await kiosk.staff();
  // An empty one.
  expect(await staff.carryFromStick({ folder: stick })).toEqual({
    ok: true,
    value: {
      tenants: [
        { tenant: TENANT, content: { ok: false, reason: 'nothing-here' }, acks: nothing },
        { tenant: 'paris', content: { ok: false, reason: 'nothing-here' }, acks: nothing },
      ],
    },
  });
  await exportTo(city, stick);
  const first = await staff.carryFromStick({ folder: stick });
  const tenants = first.ok ? first.value.tenants : [];
  expect(tenants.map(({ tenant }) => tenant)).toEqual([TENANT, 'paris']);
  for (const { tenant, content } of tenants) {
    expect(content.ok && content.value.applied).toBeGreaterThan(10);
    expect(recordsOf(kiosk.folder, tenant).size).toBeGreaterThan(10);
  }

  const ids = await kiosk.recordSome(3);
  expect(await staff.carryToStick({ folder: stick })).toEqual({ ok: true, value: { items: 3 } });
  const up = copyOf(stick);
  expect(await importFrom(city, stick)).toEqual({ accepted: 3 });
  await exportTo(city, stick);
  const accepted = copyOf(stick);
  expect(await staff.carryFromStick({ folder: stick })).toMatchObject({
    ok: true,
    value: {
      tenants: [
        { content: { ok: true }, acks: { ok: true, value: { accepted: 3, settled: 0 } } },
        { acks: nothing },
      ],
    },
  });
  expect(kiosk.states()).toEqual(new Map(ids.map((id) => [id, 'accepted'])));
  const delivered = { waiting: 0, attention: 0, attachmentsWaiting: 0, attachmentsLost: 0, troubles: [] };
  expect(await staff.deliveries()).toEqual({ ...delivered, kept: 3, isCityBackedUp: false });

  // Nothing waits any more, and what lay on the stick is superseded.
  expect(await staff.carryToStick({ folder: stick })).toEqual({ ok: true, value: { items: 0 } });
  expect(leftBy(stick, TENANT, kiosk.device)).toEqual([expect.stringMatching(/^kiosk-/)]);

  expect(await makeBackup(city, join(temporaryFolder(), 'backup'))).toMatchObject({ ok: true });
  await exportTo(city, stick);
  expect(await staff.carryFromStick({ folder: stick })).toMatchObject({
    value: { tenants: [{ acks: { value: { accepted: 0, settled: 3 } } }, {}] },
  });
  expect(kiosk.states()).toEqual(new Map(ids.map((id) => [id, 'settled'])));
  expect(await staff.deliveries()).toEqual({ ...delivered, kept: 0, isCityBackedUp: true });

  // Twice, by another courier, in the wrong order: nothing at either end.
  for (const folder of [accepted, stick, accepted])
    expect(await staff.carryFromStick({ folder })).toMatchObject({
      ok: true,
      value: { tenants: [{ acks: nothing }, {}] },
    });
  expect(kiosk.states()).toEqual(new Map(ids.map((id) => [id, 'settled'])));
  expect(await importFrom(city, up)).toEqual({ duplicate: 3 });
  const { rows } = await city.database.query('select 1 from request where id = any($1)', [ids]);
  expect(rows).toHaveLength(3);

  // The kiosk says that it knows: the next stick is silent of these.
  const [next = ''] = await kiosk.recordSome(1);
  await staff.carryToStick({ folder: stick });
  expect(reportBy(stick, TENANT, kiosk.device)).toMatchObject({
    checkpoints: [{ tenant: TENANT }, { tenant: 'paris' }],
    open: [{ from: 4 }],
    submissions: { count: 1 },
  });
  await importFrom(city, stick);
  await exportTo(city, stick);
  expect(acksOn(stick, TENANT, kiosk.device)?.acks.map(({ id }) => id)).toEqual([next]);
});

test('what the city refused comes back with its reason; what a courier made up stops nothing; attachments are kept', async () => {
  const kiosk = await LonelyKiosk.enrolled(city);
  const [sound = ''] = await kiosk.recordSome(1);
  const { device } = kiosk;
  const parts = await kiosk.parts();
  const add = (header: object): string => {
    const id: string = crypto.randomUUID();
    parts.precious.outbox.add({ id, tenant: TENANT }, (place) => {
      const envelope = { header: JSON.stringify({ ...header, id }), facts: 'AA', words: 'AA' };
      const said = { format: 'borne/item/v1', device, ...place, recordedOn: '2026-01-01', envelope };
      const item = JSON.stringify(said);
      return { item, signature: parts.key.sign(item) };
    });
    return id;
  };
  const refused = add({ format: 'of another program' });
  const attached = add({
    format: 'borne/v1',
    tenant: TENANT,
    service: 'none',
    form: { id: 'none', version: 1 },
    hubKey: 'none',
    serviceKey: 'none',
    attachments: [{ sha256: 'A'.repeat(43), bytes: 65_536 }],
  });
  parts.close();
  const staff = await kiosk.staff();
  await staff.carryToStick({ folder: stick });
  // The same item under a signature that is not the kiosk's comes first.
  const forged = temporaryFolder();
  mkdirSync(join(forged, TENANT));
  const file = leftBy(stick, TENANT, device).find((name) => name.startsWith('submissions-')) ?? '';
  const lines = readFileSync(join(stick, TENANT, file), 'utf8')
    .trimEnd()
    .split('\n');
  const spoilt = lines.map((line) => ({ ...(parseJson(line) as object), signature: 'AAAA' }));
  writeFileSync(join(forged, TENANT, file), spoilt.map((line) => `${JSON.stringify(line)}\n`).join(''));
  expect(await importFrom(city, forged)).toEqual({ rejected: 3 });
  await exportTo(city, stick);
  expect(await staff.carryFromStick({ folder: stick })).toMatchObject({
    value: { tenants: [{ acks: nothing }, {}] },
  });

  expect(await importFrom(city, stick)).toEqual({ accepted: 2, rejected: 1 });
  await exportTo(city, stick);
  expect(await staff.carryFromStick({ folder: stick })).toMatchObject({
    value: { tenants: [{ acks: { value: { accepted: 2, settled: 0, attention: 1 } } }, {}] },
  });
  expect(kiosk.states()).toEqual(
    new Map([
      [sound, 'accepted'],
      [refused, 'bad-header'],
      [attached, 'accepted'],
    ]),
  );
  const troubles = [{ state: 'attention', reason: 'bad-header', count: 1 }];
  expect(await staff.deliveries()).toMatchObject({ kept: 2, attention: 1, troubles });
  // Not a second time, and not sent again.
  expect(await staff.carryFromStick({ folder: stick })).toMatchObject({
    value: { tenants: [{ acks: nothing }, {}] },
  });
  expect(await staff.carryToStick({ folder: stick })).toEqual({ ok: true, value: { items: 0 } });

  // What is attached cannot come by stick: the kiosk keeps what it may still have to complete.
  expect(await makeBackup(city, join(temporaryFolder(), 'backup'))).toMatchObject({ ok: true });
  await exportTo(city, stick);
  await staff.carryFromStick({ folder: stick });
  expect(kiosk.states()).toEqual(
    new Map([
      [sound, 'settled'],
      [refused, 'bad-header'],
      [attached, 'accepted'],
    ]),
  );
});

test('one stick serves several kiosks, and one that was copied: none loses what another left', async () => {
  const one = await LonelyKiosk.enrolled(city);
  const other = await LonelyKiosk.enrolled(city);
  const [shared = ''] = await one.recordSome(1);
  const copy = await one.cloned();
  const [ofOne = ''] = await one.recordSome(1);
  const [ofCopy = ''] = await copy.recordSome(1);
  const [ofOther = ''] = await other.recordSome(1);
  for (const kiosk of [one, other, copy, one, other, one])
    expect(await (await kiosk.staff()).carryToStick({ folder: stick })).toMatchObject({ ok: true });
  expect(leftBy(stick, TENANT, one.device)).toHaveLength(4);
  expect(leftBy(stick, TENANT, other.device)).toHaveLength(2);
  expect(await importFrom(city, stick)).toEqual({ accepted: 4, duplicate: 1 });
  const { rows } = await city.database.query('select 1 from alarm where subject = $1', [one.device]);
  expect(rows).toHaveLength(1);

  await exportTo(city, stick);
  const told = (device: string) =>
    acksOn(stick, TENANT, device)
      ?.acks.map(({ id }) => id)
      .toSorted();
  expect(told(one.device)).toEqual([shared, ofOne, ofCopy].toSorted());
  expect(told(other.device)).toEqual([ofOther]);
  for (const kiosk of [one, copy, other]) await (await kiosk.staff()).carryFromStick({ folder: stick });
  for (const [kiosk, ids] of [
    [one, [shared, ofOne]],
    [copy, [shared, ofCopy]],
    [other, [ofOther]],
  ] as const)
    expect(kiosk.states()).toEqual(new Map(ids.map((id) => [id, 'accepted'])));
  // One of the two needs no word any more and says so: the other is told all the same.
  expect(await makeBackup(city, join(temporaryFolder(), 'backup'))).toMatchObject({ ok: true });
  const next = temporaryFolder();
  await exportTo(city, next);
  await (await one.staff()).carryFromStick({ folder: next });
  expect([...one.states().values()]).toEqual(['settled', 'settled']);
  await (await one.staff()).carryToStick({ folder: next });
  await importFrom(city, next);
  await exportTo(city, next);
  await (await copy.staff()).carryFromStick({ folder: next });
  expect([...copy.states().values()]).toEqual(['settled', 'settled']);
  // Nobody's words are on it, only what is sealed.
  const bytes = readdirSync(join(stick, TENANT), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  expect(bytes.some((text) => text.includes('bancs'))).toBe(false);
});

test('words on items are believed only of the city, in the life of its database that is here', async () => {
  const kiosk = await LonelyKiosk.enrolled(city);
  const [id = ''] = await kiosk.recordSome(1);
  const staff = await kiosk.staff();
  await staff.carryToStick({ folder: stick });
  await importFrom(city, stick);
  await exportTo(city, stick);
  const file = join(stick, TENANT, 'acks', `${kiosk.device}.json`);
  const sound = readFileSync(file, 'utf8');
  const acksSaid = async () => {
    const said = await staff.carryFromStick({ folder: stick });
    return said.ok ? said.value.tenants[0]?.acks : undefined;
  };
  writeFileSync(file, sound.replace('accepted', 'settled'));
  expect(await acksSaid()).toEqual({ ok: false, reason: 'not-ours' });
  writeFileSync(file, 'no statement');
  expect(await acksSaid()).toEqual({ ok: false, reason: 'altered' });
  expect(kiosk.states()).toEqual(new Map([[id, 'waiting']]));
  writeFileSync(file, sound);
  const before = copyOf(stick);
  await inTransaction(city.database, beginNewLives);
  await exportTo(city, stick, [TENANT]);
  cpSync(join(before, TENANT, 'acks'), join(stick, TENANT, 'acks'), { recursive: true });
  expect(await acksSaid()).toEqual({ ok: false, reason: 'other-epoch' });
  expect(kiosk.states()).toEqual(new Map([[id, 'waiting']]));
  // The city has other bytes under this id: nothing is taken for delivered, and people look at it.
  const { sha256 = '' } = acksOn(before, TENANT, kiosk.device)?.acks[0] ?? {};
  await city.database.query('update submission set sha256 = $2 where id = $1', [id, 'B'.repeat(43)]);
  const other = temporaryFolder();
  await exportTo(city, other, [TENANT]);
  await city.database.query('update submission set sha256 = $2 where id = $1', [id, sha256]);
  const said = await staff.carryFromStick({ folder: other });
  expect(said.ok && said.value.tenants[0]?.acks).toMatchObject({ value: { accepted: 0, attention: 1 } });
  expect(kiosk.states()).toEqual(new Map([[id, 'conflict']]));
});
