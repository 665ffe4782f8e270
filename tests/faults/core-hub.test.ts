import { call } from '@orpc/server';
import { expect, test } from 'vitest';
import { silentLog } from '../../electron/core/log/index.ts';
import { openReading } from '../../electron/core/reading/index.ts';
import { startCore } from '../../electron/core/roles/index.ts';
import { configurationFor, sealedNothing, serviceRecord, temporaryFolder } from '../support/core.ts';
import { eventually } from '../support/eventually.ts';
import { FakeHub, json, type Misbehaviour } from '../support/fake-hub.ts';

/** Each is what a hub, a proxy or a line does on a bad day. */
const BAD_DAYS: Record<string, Misbehaviour> = {
  'answers 500': (_, response) => {
    json(response, 500, { error: 'internal' });
    return true;
  },
  'answers garbage': (_, response) => {
    response.writeHead(200).end(Buffer.from([0xff, 0xfe, 0, 1, 2, 3]));
    return true;
  },
  'answers a portal’s page': (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bienvenue sur le Wi-Fi</html>');
    return true;
  },
  'sends elsewhere': (_, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
    return true;
  },
  'breaks off in the middle': (_, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"half":');
    setTimeout(() => response.destroy(), 20);
    return true;
  },
  'begins and falls silent': (_, response) => {
    response.writeHead(200);
    response.write('{');
    return true;
  },
  'says nothing': () => true,
};

test.each(Object.entries(BAD_DAYS))(
  'a hub that %s is tried again, and visitors never notice',
  async (_, misbehave) => {
    const hub = await FakeHub.start();
    hub.publish({ collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un')) });
    const dataFolder = temporaryFolder();
    const configuration = configurationFor(hub.url, { enrolmentCode: 'code' });
    const options = { dataFolder, configuration, version: '1', log: silentLog };
    const core = startCore({ ...options, onDamage: () => expect.unreachable() });
    if (!core.ok) throw new Error(core.reason);
    const reading = openReading(options);
    const cards = () => call(reading.router.services, undefined);
    await eventually(async () => expect(await cards()).toHaveLength(1), 20_000);

    hub.misbehave = misbehave;
    hub.publish({ collection: 'service', id: 'two', body: JSON.stringify(serviceRecord('Deux')) });
    const asked = hub.asked.length;
    const keys = await call(reading.router.sealingKeys, { tenant: hub.tenant, id: hub.service });
    if (!keys.ok) throw new Error(keys.reason);
    const before = performance.now();
    const envelope = await sealedNothing(keys.value, hub);
    expect(await call(core.value.router.record, { envelope })).toMatchObject({ ok: true });
    // A visitor who waited for the hub would have waited for the ten seconds after which it is given up.
    expect(performance.now() - before).toBeLessThan(8_000);
    await eventually(() => expect(hub.asked.length).toBeGreaterThan(asked + 1), 60_000);
    expect(await cards()).toHaveLength(1);

    hub.misbehave = () => false;
    await eventually(async () => expect(await cards()).toHaveLength(2), 60_000);
    await eventually(() => expect(hub.received.size).toBe(1), 60_000);
    await core.value.stop();
    reading.close();
    await hub.stop();
  },
);
