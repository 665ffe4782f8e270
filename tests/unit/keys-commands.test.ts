import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Misuse, readCall, type KeysCall } from '../../scripts/lib/keys/call.ts';
import { destroy } from '../../scripts/lib/keys/destroy.ts';
import { addService, announce, create, retire, verify, type Plan } from '../../scripts/lib/keys/plans.ts';
import { joinTally, shareTally } from '../../scripts/lib/keys/tally.ts';
import { Trouble } from '../../scripts/lib/steps.ts';
import { temporaryFolder } from '../support/core.ts';

/* What each verb says and does; that it asks first is shown with a real command in tests/integration/hub-keys.test.ts. */

const VERBS = [
  'create',
  'announce',
  'add-service',
  'retire',
  'destroy',
  'verify',
  'share-tally',
  'join-tally',
];

let keys: string;
let root: string;
beforeEach(() => {
  keys = temporaryFolder();
  root = temporaryFolder();
});

const asked = (...words: string[]) => readCall([...words, '--keys', keys, '--root', root], VERBS);

async function newCity(): Promise<void> {
  await (await create(asked('create', 'pantin', '--service', 'idees'))).run();
}

test('a new city gets its keys, a service more, and the next key; each is said before anything is done', async () => {
  const plan = await create(asked('create', 'pantin', '--service', 'idees'));
  expect(plan.type).toBe('pantin');
  expect(plan.will.join(' ')).toContain('Kiosks pin the root key for life');
  expect(readdirSync(keys)).toEqual([]);
  await plan.run();
  expect(statSync(join(root, 'pantin-root.json')).mode & 0o777).toBe(0o600);
  await expect(create(asked('create', 'pantin'))).rejects.toThrow('has keys already');

  const service = await addService(asked('add-service', 'pantin', 'budget'));
  await service.run();
  const next = await announce(asked('announce', 'pantin', 'hub'));
  expect(next.will.join(' ')).toContain('An announced key is not taken back');
  const said = await next.run();
  const early = await announce(asked('announce', 'pantin', 'budget', '--from', '2020-01-01'));
  await expect(early.run()).rejects.toThrow('90 days from now');

  const withStick = await (await verify(asked('verify', 'pantin'))).run();
  expect(withStick[0]).toContain('the one that kiosks have pinned');
  const other = readCall(['verify', 'pantin', '--keys', keys, '--root', temporaryFolder()], VERBS);
  await expect(verify(other)).rejects.toThrow('is not on the stick');

  // Looking needs no stick, and asks for nothing.
  const verified = await verify(readCall(['verify', 'pantin', '--keys', keys], VERBS));
  expect(verified.type).toBeUndefined();
  const lines = await verified.run();
  expect(lines.filter((line) => line.startsWith('✓'))).toHaveLength(5);
  const text = readFileSync(join(keys, 'pantin', 'hub.json'), 'utf8');
  for (const [, privateKey = ''] of text.matchAll(/"privateKey": "([^"]+)"/g))
    expect([...lines, ...said].join('\n')).not.toContain(privateKey);
});

test.each<[string, string[], (call: KeysCall) => Promise<Plan>]>([
  ['too few names', ['retire', 'pantin'], retire],
  ['a name that is a path', ['create', '../pantin'], create],
  ['a service that is a path', ['announce', 'pantin', '../idees'], announce],
  ['a day that is none', ['announce', 'pantin', 'hub', '--from', 'soon'], announce],
  ['no database', ['destroy', 'pantin', 'x'], destroy],
  ['no folder for the parts', ['share-tally', 'pantin', 'budget'], shareTally],
  ['one part', ['join-tally', 'one.txt', '--to', 'x'], joinTally],
])('called in a wrong way: %s', async (_why, words, verb) => {
  await expect(verb(asked(...words))).rejects.toThrow(Misuse);
  expect(readdirSync(keys)).toEqual([]);
});

test('an unknown verb or option, and a stick that is not in, are called wrong', async () => {
  expect(() => asked('lend', 'pantin')).toThrow(Misuse);
  expect(() => asked('verify', 'pantin', '--loud')).toThrow(Misuse);
  root = join(root, 'not-in');
  await expect(retire(asked('retire', 'pantin', 'x'))).rejects.toThrow('is the stick in?');
});

test.each([
  ['none of this city', 'paris', 'x'],
  ['no such key', 'pantin', 'x'],
])('%s is one sentence', async (_why, tenant, kid) => {
  await newCity();
  const plan = await retire(asked('retire', tenant, kid));
  const failure: unknown = await plan.run().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Trouble);
  expect(failure instanceof Trouble && failure.message).toMatch(/^[A-Z][^\n]+$/);
});

test('a ballot’s key is written in three parts and nowhere whole, and two bring it back', async () => {
  const folder = temporaryFolder();
  const [first = '', , third = ''] = [1, 2, 3].map((part) =>
    join(folder, `budget-2027-part-${part}-of-3.txt`),
  );
  const share = () => shareTally(asked('share-tally', 'pantin', 'budget-2027', '--to', folder));
  const shared = await share();
  expect(shared).toMatchObject({ type: 'budget-2027' });
  expect(shared.will.join(' ')).toContain('one alone tells nothing');
  const said = await shared.run();
  expect(readdirSync(folder)).toHaveLength(3);
  await expect(share()).rejects.toThrow('must never be made twice');

  const whole = join(folder, 'whole.json');
  const joinParts = (...parts: string[]) => joinTally(asked('join-tally', ...parts, '--to', whole));
  await expect(joinParts(first, first)).rejects.toThrow('same part twice');
  const joined = await joinParts(third, first);
  expect(joined.type).toBe('budget-2027');
  expect(existsSync(whole)).toBe(false);
  await joined.run();
  const key = JSON.parse(readFileSync(whole, 'utf8')) as { publicKey: string };
  expect(said.join('\n')).toContain(key.publicKey);
  expect(statSync(whole).mode & 0o777).toBe(0o600);
});
