import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, startHub } from '../../city/hub/index.ts';
import { startCity, type City } from '../support/city.ts';
import { enrolDevice } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';

const MAIN = resolve('city/hub/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'borne-hub-'));

let city: City;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'], asProcess: true });
});

afterAll(async () => {
  await city.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  out: string;
  errors: string;
}

function runHub(environment: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
  let out = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  return new Promise((ended) => child.once('close', (code) => ended({ code, out, errors })));
}

test.each([
  ['DATABASE_URL', { BORNE_KEYS: folder }],
  ['DATABASE_URL', { BORNE_KEYS: folder, DATABASE_URL: 'mysql://x' }],
  ['BORNE_KEYS', { DATABASE_URL: 'postgresql://x' }],
  ['BORNE_KEYS', { DATABASE_URL: 'postgresql://x', BORNE_KEYS: '/no/such/folder' }],
  ['BORNE_HUB_PORT', { DATABASE_URL: 'postgresql://x', BORNE_KEYS: folder, BORNE_HUB_PORT: 'eighty' }],
  ['BORNE_SAME_LIFE', { DATABASE_URL: 'postgresql://x', BORNE_KEYS: folder, BORNE_SAME_LIFE: 'yes' }],
  ['BORNE_PROXY', { BORNE_KEYS: folder, DATABASE_URL: 'postgresql://x', BORNE_PROXY: '10.0.0.1, proxy' }],
  ['BORNE_EPOCH_AFTER', { DATABASE_URL: 'postgresql://x', BORNE_KEYS: folder, BORNE_EPOCH_AFTER: '1e400' }],
  ['BORNE_CONSOLE', { DATABASE_URL: 'postgresql://x', BORNE_KEYS: folder, BORNE_CONSOLE: '/no/such' }],
])('a wrong %s is named in one sentence', async (variable, environment) => {
  const { code, out, errors } = await runHub(environment);
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(errors).toMatch(/^The hub cannot start: [^\n]+\.\n$/);
  expect(errors).toContain(variable);
});

test('SIGTERM ends the process quietly; SIGKILL loses nothing that the next one needs', async () => {
  await city.pause();
  expect(city.log()).toContain('"event":"stop"');
  await city.resume();
  await city.kill();
  await city.resume();
  expect((await fetch(`${city.url}/health`)).status).toBe(200);
});

test('without its database the hub says 503 and when to come back, and recovers by itself', async () => {
  const door = await openDoor(new URL(city.databaseUrl));
  const through = new URL(city.databaseUrl);
  through.port = String(door.port);
  const database = openDatabase(through.href);
  const hub = await startHub({ database, keysFolder: city.keysFolder });
  try {
    const device = await enrolDevice(hub.url, await city.enrolmentCode());
    await door.shut();
    for (const path of ['/health', '/v1/pantin/checkpoint']) {
      const response = await fetch(`${hub.url}${path}`, { headers: device.headers });
      expect(response.status).toBe(503);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await response.json()).toEqual({ error: 'unavailable' });
    }
    const call = await fetch(`${hub.url}/console/rpc/me`, {
      method: 'POST',
      headers: {
        origin: hub.url,
        'x-borne-console': '1',
        'content-type': 'application/json',
        cookie: `borne-session=pantin.${'A'.repeat(43)}`,
      },
      body: '{}',
    });
    expect(call.status).toBe(503);
    await door.open();
    await eventually(async () => {
      const response = await fetch(`${hub.url}/v1/pantin/checkpoint`, { headers: device.headers });
      expect(response.status).toBe(200);
    });
  } finally {
    await hub.close();
    await database.end();
    await door.shut();
  }
});

test('what nobody asked for is answered as JSON with a reason', async () => {
  const missing = await fetch(`${city.url}/nothing/here`);
  expect([missing.status, await missing.json()]).toEqual([404, { error: 'not-found' }]);
  const json = { 'content-type': 'application/json' };
  const broken = await fetch(`${city.url}/v1/enrol`, { method: 'POST', headers: json, body: '{' });
  expect([broken.status, await broken.json()]).toEqual([400, { error: 'bad-request' }]);
  const media = await fetch(`${city.url}/v1/enrol`, {
    method: 'POST',
    body: new Uint8Array(3),
    headers: { 'content-type': 'image/png' },
  });
  expect([media.status, await media.json()]).toEqual([415, { error: 'unknown-media-type' }]);
  const heavy = JSON.stringify({ code: 'x'.repeat(100_000) });
  const large = await fetch(`${city.url}/v1/enrol`, { method: 'POST', headers: json, body: heavy });
  expect([large.status, await large.json()]).toEqual([413, { error: 'too-large' }]);
  for (const tenant of ['..%2f..%2fetc', '%00', 'PANTIN', 'a'.repeat(41)]) {
    const response = await fetch(`${city.url}/v1/${tenant}/nonce`);
    expect(response.status).toBe(404);
  }
});

test.each(['/v1/%zz/nonce', `/v1/${'a'.repeat(500)}/nonce`])(
  'an address that no router understands is answered without repeating it: %s',
  async (path) => {
    const response = await fetch(`${city.url}${path}`);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(await response.json()).toEqual({ error: 'bad-request' });
  },
);

test.skipIf(process.platform === 'win32')('keys that other accounts can read are refused', async () => {
  const file = join(city.keysFolder, 'pantin', 'hub.json');
  chmodSync(file, 0o644);
  try {
    await city.pause();
    await city.resume();
    expect((await fetch(`${city.url}/v1/pantin/nonce`)).status).toBe(500);
  } finally {
    chmodSync(file, 0o600);
  }
  expect((await fetch(`${city.url}/v1/pantin/nonce`)).status).toBe(200);
});

/** A way to the database that can be shut and opened again, as when the server is down. */
async function openDoor(target: URL) {
  const sockets = new Set<Socket>();
  const server: Server = createServer((incoming) => {
    const outgoing = connect(Number(target.port), target.hostname);
    incoming.pipe(outgoing).pipe(incoming);
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
  });
  const listen = (port: number): Promise<void> =>
    new Promise((open) => server.listen(port, '127.0.0.1', () => open()));
  await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    open: () => listen(port),
    async shut() {
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      if (server.listening) await new Promise((closed) => server.close(closed));
    },
  };
}
