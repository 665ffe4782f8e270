import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Keyring, loadDeviceKey } from '../../electron/core/identity/index.ts';
import { silentLog } from '../../electron/core/log/index.ts';
import { openPrecious, type Precious } from '../../electron/core/store/index.ts';
import {
  generateSigningKeyPair,
  type Keyset,
  signKeyset,
  type SigningKeyPair,
  verify,
} from '../../shared/sealing/index.ts';
import { temporaryFolder } from '../support/core.ts';

test('the device key is made once, signs what the hub verifies, and only its user reads it', async () => {
  const folder = temporaryFolder();
  const key = loadDeviceKey(folder, silentLog);
  expect(loadDeviceKey(folder, silentLog).publicKey).toBe(key.publicKey);
  expect(await verify(key.publicKey, 'text', key.sign('text'))).toBe(true);
  expect(await verify(key.publicKey, 'other', key.sign('text'))).toBe(false);
  expect(statSync(join(folder, 'device-key.json')).mode & 0o777).toBe(0o600);
});

test.each(['', '{', '{"format": "borne/device-key/v1", "privateKey": "AAAA"}', '[]'])(
  'a key file that holds "%s" is set aside, never deleted',
  (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'device-key.json'), text);
    loadDeviceKey(folder, silentLog);
    const aside = readdirSync(folder).find((name) => name.includes('set-aside')) ?? '';
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(text);
  },
);

let root: SigningKeyPair;
let partnerRoot: SigningKeyPair;
let precious: Precious;
let keyring: Keyring;

function keyset(tenant: string, edition: number, more: Partial<Keyset> = {}): Keyset {
  return {
    format: 'borne/keyset/v1',
    tenant,
    edition,
    hub: [{ kid: `hub-${edition}`, publicKey: 'p' }],
    feed: [{ kid: 'feed', publicKey: 'p' }],
    services: { ideas: [{ kid: `ideas-${edition}`, publicKey: 'p' }] },
    partners: [],
    ...more,
  };
}

beforeEach(async () => {
  root = await generateSigningKeyPair();
  partnerRoot = await generateSigningKeyPair();
  const opened = openPrecious(temporaryFolder(), silentLog);
  if (!opened.ok) throw new Error(opened.reason);
  precious = opened.value;
  const partners = [{ tenant: 'paris', rootKey: partnerRoot.publicKey }];
  const signed = await signKeyset(keyset('pantin', 2, { partners }), root.privateKey);
  precious.site.enrol(
    {
      device: crypto.randomUUID(),
      deviceKey: 'key',
      tenant: 'pantin',
      site: { id: 's', name: 'Site' },
      rootKey: root.publicKey,
    },
    { tenant: 'pantin', rootKey: root.publicKey, edition: 2, ...signed },
  );
  keyring = new Keyring(precious.site);
  return () => precious.close();
});

test('the tenants are home and the partners that home lists', () => {
  expect(keyring.tenants()).toEqual(['pantin', 'paris']);
});

test('a later edition is kept, and older keys are still known', async () => {
  const signed = await signKeyset(keyset('pantin', 3), root.privateKey);
  expect(await keyring.keep('pantin', signed)).toEqual({ ok: true, value: { isNew: true, edition: 3 } });
  expect(keyring.newest('pantin')?.edition).toBe(3);
  expect(keyring.knows('pantin', 'ideas', { hubKey: 'hub-2', serviceKey: 'ideas-2' })).toBe(true);
  expect(keyring.knows('pantin', 'ideas', { hubKey: 'hub-9', serviceKey: 'ideas-2' })).toBe(false);
  expect(keyring.knows('pantin', 'other', { hubKey: 'hub-2', serviceKey: 'ideas-2' })).toBe(false);
});

test('a kiosk never goes back to a smaller edition', async () => {
  const signed = await signKeyset(keyset('pantin', 1), root.privateKey);
  expect(await keyring.keep('pantin', signed)).toEqual({ ok: false, reason: 'older-keys' });
  expect(keyring.newest('pantin')?.edition).toBe(2);
});

test('a partner is believed under the root that home lists, and under no other', async () => {
  const byHome = await signKeyset(keyset('paris', 1), root.privateKey);
  expect(await keyring.keep('paris', byHome)).toEqual({ ok: false, reason: 'untrusted-keys' });
  const own = await signKeyset(keyset('paris', 1), partnerRoot.privateKey);
  expect(await keyring.keep('paris', own)).toMatchObject({ ok: true });
  expect(keyring.newest('paris')?.edition).toBe(1);
});

test('a tenant that home does not list is not followed', async () => {
  const signed = await signKeyset(keyset('lyon', 1), root.privateKey);
  expect(await keyring.keep('lyon', signed)).toEqual({ ok: false, reason: 'tenant-not-followed' });
});

test('the keys of one tenant do not pass for another’s', async () => {
  const signed = await signKeyset(keyset('paris', 7), root.privateKey);
  expect(await keyring.keep('pantin', signed)).toEqual({ ok: false, reason: 'untrusted-keys' });
});
