import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openDatabase, startHub } from '../../city/hub/index.ts';
import { startCity, type City } from '../support/city.ts';
import { enrolDevice } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';
import { commitRecords } from '../support/publish-records.ts';
import { hearStream } from '../support/stream.ts';

let city: City;
beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
  // Only the hubs behind a pooler work: nobody else gives positions.
  await city.pause();
});
afterAll(() => city.stop());

test('hubs that hear no notices sequence and tell their kiosks all the same', async () => {
  const [swallowing, refusing] = [
    await openPooler('swallows-notices'),
    await openPooler('refuses-to-listen'),
  ];
  const urls = [await hubBehind(swallowing.url), await hubBehind(refusing.url)];
  const device = await enrolDevice(urls[0] ?? '', await city.enrolmentCode());
  const streams = await Promise.all(urls.map((url) => hearStream(`${url}/v1/pantin/live`, device.headers)));
  for (const stream of streams) await eventually(() => expect(stream.pokes()).toHaveLength(1));
  const head = streams[0]?.pokes()[0]?.head ?? 0;

  await commitRecords(city.database, 'pantin', [{ collection: 'notice', id: 'pooled', body: '{}' }]);
  await eventually(() => {
    for (const stream of streams) expect(stream.pokes().at(-1)).toMatchObject({ head: head + 1 });
  });
  expect(swallowing.count()).toBeGreaterThan(0);
  expect(refusing.count()).toBeGreaterThan(0);
});

async function hubBehind(databaseUrl: string): Promise<string> {
  const database = openDatabase(databaseUrl);
  const hub = await startHub({ database, keysFolder: city.keysFolder });
  onTestFinished(async () => {
    await hub.close();
    await database.end();
  });
  return hub.url;
}

/**
 * What a connection pooler does to LISTEN: in its transaction mode the notices of the server go to nobody, in its
 * statement mode, as at some engines, it is an error. All else comes through.
 */
async function openPooler(
  kind: 'swallows-notices' | 'refuses-to-listen',
): Promise<{ url: string; count(): number }> {
  const target = new URL(city.databaseUrl);
  let count = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(Number(target.port), target.hostname);
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => [client, behind].forEach((each) => each.destroy()));
    }
    client.on('data', (data) => {
      const isRefused = kind === 'refuses-to-listen' && data.includes('listen "');
      if (isRefused) count += 1;
      if (isRefused) client.destroy();
      else behind.write(data);
    });
    behind.on(
      'data',
      withoutNotices((data, notices) => {
        count += notices;
        client.write(data);
      }),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = new URL(city.databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return { url: url.href, count: () => count };
}

const NOTICE = 'A'.charCodeAt(0);
/** Of a message: its kind, and its length without the kind. */
const HEAD_BYTES = 5;

/** Takes the server's notices out of what it says, message by message. */
function withoutNotices(give: (data: Buffer, notices: number) => void): (data: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (data) => {
    rest = Buffer.concat([rest, data]);
    while (rest.length >= HEAD_BYTES && rest.length > rest.readUInt32BE(1)) {
      const message = rest.subarray(0, rest.readUInt32BE(1) + 1);
      rest = rest.subarray(message.length);
      const isNotice = message[0] === NOTICE;
      give(isNotice ? Buffer.alloc(0) : message, Number(isNotice));
    }
  };
}
