import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createTenantKeys } from '../../city/hub/index.ts';
import { inTransaction } from '../../city/hub/database/index.ts';
import { beginNewLives } from '../../city/hub/feed/index.ts';
import { follow, openKiosk } from '../support/backed-up-city.ts';
import { type City, startCity } from '../support/city.ts';
import { type KioskParts } from '../support/core.ts';
import { quickReceipt, sealProposal } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';
import { recordOn, recordProposal } from '../support/recording.ts';

const PARTNER = 'paris';
const SERVICE = 'un-service-de-paris';

let city: City;
let kiosk: KioskParts;
beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', PARTNER] });
  const { keysFolder, rootFolder } = city;
  await createTenantKeys({ keysFolder, rootFolder, tenant: PARTNER, services: [SERVICE], partners: [] });
});
afterAll(() => city.stop());
beforeEach(async () => {
  kiosk = await openKiosk(city);
});
afterEach(() => {
  vi.restoreAllMocks();
  kiosk.close();
});

const deliver = () => kiosk.courier.deliver(kiosk.signal);
const outbox = () => kiosk.precious.outbox;

async function recordForPartner(): Promise<string> {
  const keyset = kiosk.keyring.newest(PARTNER);
  if (!keyset) throw new Error('no keyset');
  const envelope = await sealProposal(keyset, {
    tenant: PARTNER,
    service: SERVICE,
    receipt: await quickReceipt(),
    choices: {},
    text: 'Un banc',
  });
  const reply = await recordOn(kiosk, envelope);
  if (!reply.ok) throw new Error(reply.reason);
  return reply.value.id;
}

/** The ids of what was meant for the partner and is kept for people of the home tenant. */
async function keptForPeople(): Promise<string[]> {
  const { rows } = await city.database.query<{ id: string }>(
    `select convert_from(content, 'UTF8')::json ->> 'id' as id from dead_letter
     where tenant = 'pantin' and reason = 'not-a-partner' order by 1`,
  );
  return rows.map(({ id }) => id);
}

test('an item that was altered on the way is accepted once it arrives whole', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const id = await recordProposal(kiosk);
  const submit = kiosk.hub.submit.bind(kiosk.hub);
  const altered = vi.spyOn(kiosk.hub, 'submit');
  for (const [from, to] of [
    ['facts', 'fakts'],
    [/"number":\d+/, '"number":99'],
    ['borne/v1', 'borne/v2'],
  ] as const)
    altered.mockImplementationOnce((tenant, lines, signal) =>
      submit(
        tenant,
        lines.map((line) => ({ ...line, item: line.item.replace(from, to) })),
        signal,
      ),
    );
  await deliver();
  await deliver();
  expect(altered).toHaveBeenCalledTimes(4);
  expect(outbox().count('accepted')).toBe(1);
  const { rows } = await city.database.query<{ reason: string }>(
    'select reason from dead_letter order by reason',
  );
  expect(rows.map(({ reason }) => reason)).toEqual(['bad-header', 'bad-signature', 'unreadable-item']);
  expect((await city.database.query('select 1 from request where id = $1', [id])).rowCount).toBe(1);
});

test('what was meant for a former partner is with the home tenant’s people, also after its hub was restored', async () => {
  expect(await kiosk.follower.follow(PARTNER, kiosk.signal)).toMatchObject({ ok: true });
  const before = await recordForPartner();
  await deliver();
  expect(outbox().count('accepted')).toBe(1);
  const after = await recordForPartner();
  const { keysFolder, rootFolder } = city;
  await createTenantKeys({ keysFolder, rootFolder, tenant: 'pantin', services: [], partners: [] });
  await eventually(async () => {
    await follow(kiosk);
    expect(kiosk.keyring.tenants()).toEqual(['pantin']);
  });
  await deliver();
  expect(await keptForPeople()).toEqual([after]);
  expect(outbox().troubles()).toEqual([{ state: 'attention', reason: 'not-a-partner', count: 1 }]);

  await city.database.query("delete from dead_letter where tenant = 'pantin'");
  await city.database.query('delete from submission where id = $1', [before]);
  await inTransaction(city.database, beginNewLives);
  await eventually(async () => {
    await kiosk.follower.follow('pantin', kiosk.signal);
    await deliver();
    expect(await keptForPeople()).toEqual([before, after].toSorted());
  });
  expect(outbox().troubles()).toEqual([{ state: 'attention', reason: 'not-a-partner', count: 2 }]);
});
