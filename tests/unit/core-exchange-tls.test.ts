import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { HubClient } from '../../electron/core/hub/index.ts';
import { readConfiguration } from '../../electron/core/index.ts';
import { certify, impostor, type Certified } from '../support/certificates.ts';
import { temporaryFolder } from '../support/core.ts';
import { FakeHub } from '../support/fake-hub.ts';

const HOST = 'localhost';
const authority = certify({ name: 'City', isAuthority: true });

/** A hub behind TLS that notes every request: none may come from who does not trust it. */
async function serve(own: Certified, others: Certified[] = []) {
  const asked: string[] = [];
  const cert = [own, ...others].map(({ certificate }) => certificate).join('');
  const server = createServer({ key: own.key, cert }, (request, response) => {
    asked.push(request.url ?? '');
    response.end(JSON.stringify({ nonce: 'nonce' }));
  });
  await new Promise<void>((listening) => server.listen(0, listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, port: (server.address() as AddressInfo).port };
}

function pin(...authorities: Certified[]): string {
  const file = join(temporaryFolder(), 'hub.pem');
  writeFileSync(file, authorities.map(({ certificate }) => certificate).join(''));
  return file;
}

/** The first thing that a kiosk asks. The hub of these tests says nothing that leads further. */
async function ask(port: number, certificateFile: string | undefined, host = HOST) {
  const identity = () => ({
    device: crypto.randomUUID(),
    tenant: 'pantin',
    sign: () => '',
    keptKeys: () => [],
  });
  const client = new HubClient(`https://${host}:${port}`, identity, certificateFile);
  const reply = await client.checkpoint('pantin', new AbortController().signal);
  return reply.ok ? 'ok' : reply.reason;
}

/** It got through to the hub, whose made-up words it then refuses. */
const ANSWERED = 'bad-reply';

async function expectRefused(own: Certified, others: Certified[] = []): Promise<void> {
  const hub = await serve(own, others);
  expect(await ask(hub.port, pin(authority))).toBe('hub-unreachable');
  expect(hub.asked).toEqual([]);
}

test('a hub that the pinned authority vouches for is believed', async () => {
  const hub = await serve(certify({ name: 'hub', issuer: authority, hosts: [HOST] }));
  expect(await ask(hub.port, pin(authority))).toBe(ANSWERED);
  expect(hub.asked[0]).toBe('/v1/pantin/nonce');
});

test.each<[string, [number, number]]>([
  ['have ended', [1990, 1999]],
  ['have not begun, for a clock that says 1970', [2090, 2099]],
])('dates that %s do not matter, of the authority neither', async (_what, years) => {
  const dated = certify({ name: 'City', isAuthority: true, years });
  const middle = certify({ name: 'Middle', isAuthority: true, issuer: dated, years });
  const hub = await serve(certify({ name: 'hub', issuer: middle, hosts: [HOST], years }), [middle]);
  expect(await ask(hub.port, pin(dated))).toBe(ANSWERED);
});

test('an address of numbers is checked as well', async () => {
  const hub = await serve(certify({ name: 'hub', issuer: authority, hosts: ['127.0.0.1'] }));
  expect(await ask(hub.port, pin(authority), '127.0.0.1')).toBe(ANSWERED);
  expect(await ask(hub.port, pin(authority), HOST)).toBe('hub-unreachable');
});

test('one of several pinned authorities is enough, so that a city can change it', async () => {
  const hub = await serve(certify({ name: 'hub', issuer: authority, hosts: [HOST] }));
  const next = certify({ name: 'Next', isAuthority: true });
  expect(await ask(hub.port, pin(next, authority))).toBe(ANSWERED);
});

const OLD: [number, number] = [1990, 1999];

/* Each with good dates and with bad ones: a complaint about the clock must not hide another. */
test.each<[string, [number, number] | undefined]>([
  ['good dates', undefined],
  ['bad dates', OLD],
])('nobody else is believed, with %s', async (_dates, years) => {
  const dated = years === undefined ? {} : { years };
  const server = { name: 'hub', hosts: [HOST], ...dated };
  const stranger = certify({ name: 'Stranger', isAuthority: true, ...dated });
  await expectRefused(certify({ ...server, issuer: stranger }), [stranger]);
  await expectRefused(certify({ ...server, issuer: impostor(authority) }));
  await expectRefused(certify({ ...server, issuer: impostor(authority) }), [authority]);
  await expectRefused(certify(server));
  await expectRefused(certify({ ...server, issuer: authority, hosts: ['other.example'] }));
  await expectRefused(certify({ ...server, issuer: authority, isForClients: true }));
  const notAuthority = certify({ name: 'Shop', issuer: authority, hosts: ['shop.example'], ...dated });
  await expectRefused(certify({ ...server, issuer: notAuthority }), [notAuthority]);
});

test('an authority that may only vouch for servers cannot make another authority', async () => {
  const last = certify({ name: 'City', isAuthority: true, isLastAuthority: true });
  const middle = certify({ name: 'Middle', isAuthority: true, issuer: last });
  const hub = await serve(certify({ name: 'hub', issuer: middle, hosts: [HOST] }), [middle]);
  expect(await ask(hub.port, pin(last))).toBe('hub-unreachable');
  const direct = await serve(certify({ name: 'hub', issuer: last, hosts: [HOST] }));
  expect(await ask(direct.port, pin(last))).toBe(ANSWERED);
});

test('without a pinned authority, those of the system count, and ours is none of them', async () => {
  const hub = await serve(certify({ name: 'hub', issuer: authority, hosts: [HOST] }));
  expect(await ask(hub.port, undefined)).toBe('hub-unreachable');
  expect(hub.asked).toEqual([]);
});

test('a pinned certificate that has gone from the disk opens no door', async () => {
  const hub = await serve(certify({ name: 'hub', issuer: authority, hosts: [HOST] }));
  expect(await ask(hub.port, join(temporaryFolder(), 'gone.pem'))).toBe('hub-unreachable');
  expect(hub.asked).toEqual([]);
});

test('a hub without TLS is spoken to as ever', async () => {
  const hub = await FakeHub.start();
  onTestFinished(() => hub.stop());
  const identity = () => ({
    device: crypto.randomUUID(),
    tenant: hub.tenant,
    sign: () => '',
    keptKeys: () => [],
  });
  const client = new HubClient(hub.url, identity, pin(authority));
  expect(await client.checkpoint(hub.tenant, new AbortController().signal)).toMatchObject({ ok: true });
});

test('the certificate lies beside the configuration; one that is none is named', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'configuration.json');
  writeFileSync(file, '{"hub": "https://hub.example.org", "hubCertificate": "hub.pem"}');
  expect(readConfiguration(file)).toMatchObject({ ok: false, reason: 'configuration-wrong' });
  writeFileSync(join(folder, 'hub.pem'), 'no certificate');
  expect(readConfiguration(file)).toMatchObject({
    sentence: `Dans ${file}, la clé « hubCertificate » doit nommer un fichier PEM avec un certificat.`,
  });
  writeFileSync(join(folder, 'hub.pem'), authority.certificate);
  expect(readConfiguration(file)).toMatchObject({
    ok: true,
    value: { hubCertificate: join(folder, 'hub.pem') },
  });
});
