/* What a city may ask of one kiosk, carried out by the kiosk's real process against a real hub. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listKiosks, sendCommand } from '../../city/hub/fleet/index.ts';
import { putRecord } from '../../city/hub/feed/index.ts';
import { openKeyRing, type TenantKeys } from '../../city/hub/index.ts';
import { inTransaction } from '../../city/hub/database/index.ts';
import { type CommandRow } from '../../shared/contract/index.ts';
import { generateSigningKeyPair, sign } from '../../shared/sealing/index.ts';
import { type Command, COMMANDS, deviceScope } from '../../shared/sync/index.ts';
import { Bridge } from '../support/bridge.ts';
import { type City, startCity } from '../support/city.ts';
import { openConsole } from '../support/console-client.ts';
import { configurationFor, temporaryFolder } from '../support/core.ts';
import { eventually } from '../support/eventually.ts';
import { KioskProcess } from '../support/kiosk-process.ts';

const MINUTE = 60_000;

let city: City;
let keys: TenantKeys;
let client: ReturnType<typeof openConsole>['client'];

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
  const found = await openKeyRing(city.keysFolder).of('pantin');
  if (found === undefined) throw new Error('no keys');
  keys = found;
  client = openConsole(city.url).client;
  await client.signIn({ tenant: 'pantin', ...city.agent });
});

afterAll(() => city.stop());

beforeEach(async () => {
  await city.database.query('delete from device_command; delete from device_health; delete from device');
});

/** A kiosk's real process; what this test says to it, the shell would say. */
async function startKiosk(folder = temporaryFolder()) {
  const bridge = new Bridge();
  const configuration = configurationFor(city.url, { enrolmentCode: await city.enrolmentCode() });
  bridge.start('core', folder, configuration);
  await bridge.hears('ready');
  return { bridge, folder, device: await provedKiosk() };
}

/** The one kiosk, once the city knows what it shows. */
function provedKiosk(): Promise<string> {
  return eventually(async () => {
    const { kiosks } = await listKiosks(city.database, 'pantin');
    expect(kiosks).toMatchObject([{ health: { behind: 0, sumsAgree: true } }]);
    return kiosks[0]?.id ?? '';
  }, 20_000);
}

async function ask(device: string, kind: Command['kind'], at = new Date()): Promise<string> {
  const sent = await sendCommand(city.database, keys, { device, kind, agent: 'agent' }, at);
  if (!sent.ok) throw new Error(sent.reason);
  return sent.value.id;
}

async function commandsOf(device: string): Promise<CommandRow[]> {
  const kiosk = await client.fleet.kiosk({ id: device });
  if (!kiosk.ok) throw new Error(kiosk.reason);
  return kiosk.value.commands;
}

async function outcomeOf(device: string, id: string): Promise<unknown> {
  return eventually(async () => {
    const command = (await commandsOf(device)).find((each) => each.id === id);
    expect(command?.outcome).not.toBeNull();
    return command?.outcome;
  }, 20_000);
}

test('a kiosk says how it is as soon as it shows what the city published', async () => {
  const { device } = await startKiosk();
  const kiosk = await client.fleet.kiosk({ id: device });
  expect(kiosk).toMatchObject({
    ok: true,
    value: {
      alarms: [],
      health: {
        version: '1',
        runtime: `node ${process.versions.node}`,
        waiting: 0,
        attention: 0,
        sumsAgree: true,
      },
      followed: [{ tenant: 'pantin' }],
    },
  });
});

test('sync-now looks, proves and says so', async () => {
  const { device } = await startKiosk();
  const before = await city.database.query<{ at: Date }>('select told_at as at from device_health');
  const id = await ask(device, 'sync-now');
  expect(await outcomeOf(device, id)).toBe('done');
  const after = await city.database.query<{ at: Date }>('select told_at as at from device_health');
  expect(Number(after.rows[0]?.at)).toBeGreaterThan(Number(before.rows[0]?.at));
});

test('a restart waits until nobody is there, comes once, and a power cut at that moment does not bring it back', async () => {
  const { bridge, folder, device } = await startKiosk();
  const id = await ask(device, 'restart');
  await bridge.hears('restart-wanted');
  // Somebody is there: the shell is silent, and the kiosk asks again.
  await eventually(() => {
    expect(
      bridge.heard.filter((word) => JSON.stringify(word).includes('restart-wanted')).length,
    ).toBeGreaterThan(1);
  }, 10_000);
  expect((await commandsOf(device))[0]?.outcome).toBeNull();
  expect(bridge.heard).not.toContainEqual({ type: 'restart' });
  bridge.say({ type: 'may-restart' });
  await bridge.hears('restart');
  await bridge.kill();
  const again = await startKiosk(folder);
  expect(await outcomeOf(device, id)).toBe('done');
  again.bridge.say({ type: 'may-restart' });
  const next = await ask(device, 'sync-now');
  expect(await outcomeOf(device, next)).toBe('done');
  expect(again.bridge.heard).not.toContainEqual({ type: 'restart-wanted' });
  expect(again.bridge.heard).not.toContainEqual({ type: 'restart' });
});

test('a restart that nobody asked for is not made', async () => {
  const { bridge, device } = await startKiosk();
  bridge.say({ type: 'may-restart' });
  expect(await outcomeOf(device, await ask(device, 'sync-now'))).toBe('done');
  expect(bridge.heard).not.toContainEqual({ type: 'restart' });
});

test('what is too old is refused by the hub’s time, and what is in time is done, whatever the kiosk’s clock', async () => {
  const kiosk = new KioskProcess({
    name: 'ten years ahead',
    hub: () => city.url,
    enrolmentCode: await city.enrolmentCode(),
    visits: 0,
  });
  await kiosk.start({ daysAhead: 3_650 });
  const device = await provedKiosk();
  const old = await ask(device, 'restart', new Date(Date.now() - 20 * MINUTE));
  expect(await outcomeOf(device, old)).toBe('expired');
  expect(await outcomeOf(device, await ask(device, 'sync-now'))).toBe('done');
  // This process has no shell around it.
  expect(await outcomeOf(device, await ask(device, 'restart'))).toBe('not-possible');
  await kiosk.stop();
  await kiosk.start({ daysAhead: -3_650 });
  const late = await ask(device, 'sync-now', new Date(Date.now() - 20 * MINUTE));
  expect(await outcomeOf(device, late)).toBe('expired');
  expect(kiosk.trouble()).toBe('');
});

test('nothing is done that the city’s key did not sign for this kiosk', async () => {
  const { bridge, device } = await startKiosk();
  const stranger = await generateSigningKeyPair();
  const command = (of: string): Command => ({
    format: 'borne/command/v1',
    tenant: 'pantin',
    device: of,
    id: randomUUID(),
    kind: 'restart',
    issuedAt: Date.now(),
    expiresAt: Date.now() + 15 * MINUTE,
  });
  const forged = JSON.stringify(command(device));
  const foreign = JSON.stringify(command(randomUUID()));
  const bodies = [
    { text: forged, signature: await sign(stranger.privateKey, forged), feedKey: keys.feed.kid },
    { text: foreign, signature: await sign(keys.feed.privateKey, foreign), feedKey: keys.feed.kid },
    { text: 'restart' },
  ];
  await inTransaction(city.database, async (connection) => {
    for (const body of bodies) {
      const place = { tenant: 'pantin', scope: deviceScope(device), collection: COMMANDS, id: randomUUID() };
      await putRecord(connection, place, JSON.stringify(body));
    }
  });
  bridge.say({ type: 'may-restart' });
  // It comes after them: what is done of it was done with all of them there.
  expect(await outcomeOf(device, await ask(device, 'sync-now'))).toBe('done');
  expect(bridge.heard).not.toContainEqual({ type: 'restart-wanted' });
  expect(await client.fleet.kiosk({ id: device })).toMatchObject({ value: { health: { sumsAgree: true } } });
});

test('a paper that did not come out is told with the next word of the kiosk', async () => {
  const { bridge, device } = await startKiosk();
  bridge.say({ type: 'printed', works: false });
  await outcomeOf(device, await ask(device, 'sync-now'));
  expect(await client.fleet.kiosk({ id: device })).toMatchObject({
    value: { alarms: ['printer'], health: { printerWorks: false } },
  });
});
