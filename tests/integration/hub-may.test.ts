/*
 * Who may do what at the console, generated from the contract: every call there is, by everybody there is. A call that
 * somebody adds is tried here without a line being written.
 */
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { type CallRule, consoleContract, ROLES, type Role } from '../../shared/contract/index.ts';
import { startCity, type City } from '../support/city.ts';
import { openConsole } from '../support/console-client.ts';

const NOT_SIGNED_IN = { ok: false, reason: 'not-signed-in' };
const NOT_ALLOWED = { ok: false, reason: 'not-allowed' };

interface Call {
  path: string[];
  may: CallRule['may'];
}

const CALLS = callsOf(consoleContract);

let city: City;
/** The cookie of an agent of each role, and of one who has none. */
const cookies = new Map<Role | 'none', string>();

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
  for (const role of [...ROLES, 'none'] as const) {
    const password = await createAgent(city.database, 'pantin', role, role === 'none' ? [] : [{ role }]);
    const opened = openConsole(city.url);
    await opened.client.signIn({ tenant: 'pantin', name: role, password });
    cookies.set(role, opened.cookies.at(-1)?.split(';')[0] ?? '');
  }
});

afterAll(() => city.stop());

test('every call says who may make it', () => {
  expect(CALLS.length).toBeGreaterThan(7);
  expect(CALLS.filter(({ may }) => Array.isArray(may) && may.length === 0)).toEqual([]);
  const open = CALLS.filter(({ may }) => may === 'anybody').map(({ path }) => path.join('.'));
  expect(open).toEqual(['waysIn', 'signIn', 'askPasskey', 'signInByPasskey', 'visitProvider', 'signOut']);
});

describe.each(
  CALLS.filter(({ may }) => may !== 'anybody').map((call) => [call.path.join('.'), call] as const),
)('%s', (_name, { path, may }) => {
  test('answers nobody without a session', async () => {
    expect(await make(path, '')).toEqual(NOT_SIGNED_IN);
    expect(await make(path, 'borne-session=pantin.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')).toEqual(
      NOT_SIGNED_IN,
    );
  });

  test('answers the roles that the contract names, and no other', async () => {
    const answered = [];
    for (const role of [...ROLES, 'none'] as const) {
      const answer = await make(path, cookies.get(role) ?? '');
      if (JSON.stringify(answer) !== JSON.stringify(NOT_ALLOWED)) answered.push(role);
      expect(answer).not.toEqual(NOT_SIGNED_IN);
    }
    expect(answered).toEqual(
      may === 'signed-in' ? [...ROLES, 'none'] : ROLES.filter((role) => may.includes(role)),
    );
  });
});

function callsOf(part: object, path: string[] = []): Call[] {
  return Object.entries(part).flatMap(([name, below]: [string, object]) => {
    if (!('~orpc' in below)) return callsOf(below, [...path, name]);
    const { meta } = (below as { '~orpc': { meta: CallRule } })['~orpc'];
    return [{ path: [...path, name], may: meta.may }];
  });
}

/** Makes a call with nothing in it: one that is allowed is told so, or that its input is not fit. */
async function make(path: string[], cookie: string): Promise<unknown> {
  const client: object = createORPCClient(
    new RPCLink({
      url: `${city.url}/console/rpc`,
      headers: { origin: city.url, 'x-borne-console': '1', cookie },
    }),
  );
  const call = path.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], client);
  try {
    return await (call as (input: object) => Promise<unknown>)({});
  } catch (error) {
    if (error instanceof ORPCError && error.status === 400) return 'bad input';
    throw error;
  }
}
