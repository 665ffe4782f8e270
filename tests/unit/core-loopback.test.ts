import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { type ContractRouterClient } from '@orpc/contract';
import { beforeEach, expect, test } from 'vitest';
import { Calling, callingRouter } from '../../electron/core/calling/index.ts';
import { HubClient } from '../../electron/core/hub/index.ts';
import { silentLog } from '../../electron/core/log/index.ts';
import { startLoopback, type Loopback } from '../../electron/core/loopback/server.ts';
import { openReading } from '../../electron/core/reading/index.ts';
import { type readingContract } from '../../shared/contract/index.ts';
import { configurationFor, kioskParts, temporaryFolder } from '../support/core.ts';
import { recorderOf } from '../support/recording.ts';

let loopback: Loopback;
let origin: string;
let token: string;

beforeEach(async () => {
  const folder = temporaryFolder();
  const pageFolder = join(folder, 'page');
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html>');
  writeFileSync(join(pageFolder, 'assets', 'a.js'), '1');
  mkdirSync(join(pageFolder, 'speech'));
  writeFileSync(join(pageFolder, 'speech', 'speak.js'), '1');
  writeFileSync(join(pageFolder, 'speech', 'fr_dict.data'), 'words');
  writeFileSync(join(pageFolder, 'secret.key'), 'secret');
  writeFileSync(join(folder, 'outside.js'), 'secret');
  symlinkSync(join(folder, 'outside.js'), join(pageFolder, 'link.js'));
  const kiosk = kioskParts(folder, 'http://127.0.0.1:9');
  const configuration = configurationFor('http://127.0.0.1:9');
  const reading = openReading({ dataFolder: folder, configuration, version: '1' });
  const hub = new HubClient(configuration.hub, () => undefined);
  const calling = new Calling({ hub, tenant: () => undefined });
  const recording = { ...recorderOf(kiosk), ...callingRouter(calling) };
  loopback = await startLoopback({ pageFolder, port: 0, reading: reading.router, recording, log: silentLog });
  const url = new URL(loopback.url);
  origin = url.origin;
  token = url.hash.replace('#token=', '');
  return async () => {
    await loopback.close();
    reading.close();
    kiosk.close();
  };
});

/** The status of a request whose path and headers are sent exactly as given. */
function status(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('the page comes with its policy, and the contract answers to its token', async () => {
  const page = await fetch(origin);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await status('/assets/a.js')).toBe(200);
  const link = new RPCLink({ url: `${origin}/rpc/reading`, headers: { 'x-borne-token': token, origin } });
  const client: ContractRouterClient<typeof readingContract> = createORPCClient(link);
  expect(await client.describe()).toMatchObject({ version: '1' });
});

test('the worker that speaks comes with a policy of its own: its data, and nothing else', async () => {
  const policyOf = async (path: string) => {
    const reply = await fetch(`${origin}${path}`);
    expect(reply.status).toBe(200);
    return reply.headers.get('content-security-policy')?.split('; ') ?? [];
  };
  const speaking = await policyOf('/speech/speak.js');
  expect(speaking).toContain("default-src 'none'");
  expect(speaking).toContain(`connect-src ${origin}/speech/`);
  expect(speaking.filter((rule) => /^(script|worker|child|img|media|frame)-src/.test(rule))).toEqual([]);
  expect(await policyOf('/speech/fr_dict.data')).toEqual(speaking);
  for (const path of ['/', '/assets/a.js']) {
    const page = await policyOf(path);
    expect(page).toContain("script-src 'self'");
    expect(page.join(' ')).not.toContain('/speech/');
  }
});

test.each([
  '/../outside.js',
  '/%2e%2e/outside.js',
  '/assets/..%2f..%2foutside.js',
  '/..\\outside.js',
  '/assets/%00a.js',
  '/link.js',
  '/secret.key',
  '/assets',
  '/%zz.js',
  '/missing.js',
])('%s is not served', async (path) => {
  expect(await status(path)).toBe(404);
});

test('another name for this machine is not answered', async () => {
  expect(await status('/', { host: 'evil.example' })).toBe(421);
  expect(await status('/', { host: 'localhost' })).toBe(421);
});

test('the contracts answer neither another origin nor a caller without the token', async () => {
  const call = (headers: Record<string, string>) => status('/rpc/reading/describe', headers, 'POST');
  expect(await call({ 'x-borne-token': token })).toBe(403);
  expect(await call({ 'x-borne-token': token, origin: 'http://evil.example' })).toBe(403);
  expect(await call({ origin })).toBe(401);
  expect(await call({ origin, 'x-borne-token': token.replace(/.$/, '!') })).toBe(401);
  expect(await call({ origin, 'x-borne-token': 'short' })).toBe(401);
  expect(await call({ origin, 'x-borne-token': token })).toBe(200);
});
