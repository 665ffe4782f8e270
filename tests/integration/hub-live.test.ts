import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { revokeDevice, startHub } from '../../city/hub/index.ts';
import { inTransaction, listen } from '../../city/hub/database/index.ts';
import { putRecord } from '../../city/hub/feed/index.ts';
import { Streams } from '../../city/hub/live/index.ts';
import { startCity, type City } from '../support/city.ts';
import { enrolDevice, readCheckpoint, type TestDevice } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';
import { hearStream, type HeardStream } from '../support/stream.ts';

let city: City;
let device: TestDevice;
beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'] });
  device = await enrolDevice(city.url, await city.enrolmentCode());
});
afterAll(() => city.stop());

const hear = (tenant = 'pantin', headers = device.headers, url = city.url) =>
  hearStream(`${url}/v1/${tenant}/live`, headers);

async function publish(tenant: string): Promise<void> {
  const record = { tenant, scope: 'public', collection: 'live', id: crypto.randomUUID() };
  await inTransaction(city.database, (connection) => putRecord(connection, record, '{}'));
}

test('a stream begins with the head, pokes when it moves, and holds nothing else', async () => {
  const stream = await hear();
  // What was published before the test is given its positions meanwhile.
  const { epoch, head } = await eventually(async () => {
    const checkpoint = await readCheckpoint(city.url, 'pantin', device);
    expect(checkpoint.head).toBeGreaterThan(0);
    const { epoch, head } = checkpoint;
    expect(stream.pokes().at(-1)).toEqual({ epoch, head, spreadMilliseconds: 0 });
    return checkpoint;
  });
  await publish('pantin');
  await eventually(() => expect(stream.pokes().at(-1)).toMatchObject({ epoch, head: head + 1 }));
  expect(stream.text().replaceAll(/event: poke\ndata: \{[^}]*\}\n\n|: \n\n/g, '')).toBe('');
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  expect(stream.headers.get('x-accel-buffering')).toBe('no');
});

test('a poke is for the kiosks of its tenant', async () => {
  const [pantin, paris] = [await hear('pantin'), await hear('paris')];
  await eventually(() => expect([...pantin.pokes(), ...paris.pokes()]).toHaveLength(2));
  await publish('paris');
  await eventually(() => expect(paris.pokes()).toHaveLength(2));
  await publish('pantin');
  await eventually(() => expect(pantin.pokes()).toHaveLength(2));
  expect(paris.pokes()).toHaveLength(2);
});

test('a head that moved without a notice is found all the same', async () => {
  const stream = await hear();
  await eventually(() => expect(stream.pokes()).toHaveLength(1));
  await city.database.query(`update feed_head set position = position + 1 where tenant = 'pantin'`);
  await eventually(() => expect(stream.pokes()).toHaveLength(2));
});

test('a lost connection to the database is made anew, and notices are heard again', async () => {
  const heard: string[] = [];
  const listening = listen(city.database, 'lost_channel', (text) => heard.push(text));
  onTestFinished(() => listening.stop());
  const isHeard = (text: string) =>
    eventually(async () => {
      await city.database.query(`select pg_notify('lost_channel', $1)`, [text]);
      expect(heard).toContain(text);
    });
  await isHeard('before');
  const { rows } = await city.database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen "lost_channel"%'`,
  );
  expect(rows).toHaveLength(1);
  await isHeard('after');
});

test('who may not read is not told either', async () => {
  const revoked = await enrolDevice(city.url, await city.enrolmentCode());
  await revokeDevice(city.database, 'pantin', revoked.enrolment.device);
  await expect(hear('pantin', revoked.headers)).rejects.toThrow('401');
  await expect(hear('pantin', { authorization: 'Bearer made-up' })).rejects.toThrow('401');
  await expect(hear('nowhere')).rejects.toThrow('404');
});

test('a kiosk that opens a third stream loses its first; a stream of another kiosk stays', async () => {
  const other = await enrolDevice(city.url, await city.enrolmentCode());
  const [first, second] = [await hear(), await hear()];
  const others = await hear('pantin', other.headers);
  const third = await hear();
  await first.ended;
  await publish('pantin');
  for (const stream of [second, third, others])
    await eventually(() => expect(stream.pokes()).toHaveLength(2));
});

test('a hub that stops ends its streams, and does not wait for them', async () => {
  const hub = await startHub({ database: city.database, keysFolder: city.keysFolder });
  const stream = await hear('pantin', device.headers, hub.url);
  await hub.close();
  await stream.ended;
});

/** Streams without a hub, whose beats the test makes. */
async function serveStreams(streams: Streams): Promise<string> {
  const head = { epoch: crypto.randomUUID(), head: 1 };
  let count = 0;
  const server = createServer((_request, response) => {
    count += 1;
    streams.open(response, { tenant: 'pantin', device: `device-${count}` }, head);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a stream gives signs of life, and ends when it is old', async () => {
  const streams = new Streams();
  const stream = await hearStream(await serveStreams(streams));
  streams.beat();
  await eventually(() => expect(stream.text()).toMatch(/\n: \n\n$/));
  const inAnHour = performance.now() + 3_600_000;
  vi.spyOn(performance, 'now').mockReturnValue(inAnHour);
  streams.beat();
  vi.restoreAllMocks();
  await stream.ended;
  await eventually(() => expect(streams.tenants()).toEqual([]));
});

test('the more kiosks there are, the longer they spread their looks', async () => {
  const streams = new Streams();
  const url = await serveStreams(streams);
  const heard: HeardStream[] = [];
  for (let count = 0; count < 50; count += 1) heard.push(await hearStream(url));
  const spread = () => heard[0]?.pokes().at(-1)?.spreadMilliseconds;
  await eventually(() => expect(spread()).toBe(0));
  streams.tell('pantin', { epoch: crypto.randomUUID(), head: 2 });
  await eventually(() => expect(spread()).toBe(500));
});
