/*
 * Somebody with every role, in another city or for another service, makes every call there is, and names what is not
 * theirs: a request, a kiosk, a key, an account, a record. They learn nothing of it, and nothing of it changes. A call
 * that somebody adds must say here what it is tried with.
 */
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { type CallRule, consoleContract, type Grant, ROLES } from '../../shared/contract/index.ts';
import { EVERY_ROLE, startCity, type City } from '../support/city.ts';
import { openConsole } from '../support/console-client.ts';
import { deskCode, openDesk } from '../support/desk-client.ts';
import { deliver, enrolDevice, quickReceipt, sealProposal, submissionLine } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';

const SERVICE = 'droit-de-proposition-populaire';
const ACCOUNT = 'marie-de-pantin';
const LETTER = 'b'.repeat(43);

let city: City;
/** What is Pantin's, by which a call names it. */
let named: { request: string; device: string; post: string; kid: string };

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'] });
  const device = await enrolDevice(city.url, await city.enrolmentCode());
  const envelope = await sealProposal(device.keyset, {
    tenant: 'pantin',
    service: SERVICE,
    receipt: await quickReceipt(),
    choices: { kind: 'idea', commission: 'not-sure' },
    text: 'Un banc',
    callback: { way: 'telephone', number: '06 98 76 54 32' },
  });
  const line = await submissionLine(device, envelope, { incarnation: randomUUID(), number: 1 });
  await deliver(city.url, device, 'pantin', [line]);
  await createAgent(city.database, 'pantin', ACCOUNT, EVERY_ROLE);
  await openDesk(city.url).client.pair({ code: await deskCode(city) });
  const { rows } = await city.database.query<{ id: string }>('select id from desk_post');
  await city.database.query(
    `insert into dead_letter (tenant, sha256, reason, content) values ('pantin', $1, 'bad-signature', 'x')`,
    [LETTER],
  );
  named = {
    request: line.id,
    device: device.enrolment.device,
    post: rows[0]?.id ?? '',
    kid: device.keyset.services[SERVICE]?.[0]?.kid ?? '',
  };
});
afterAll(() => city.stop());

const words = { original: 'fr', fr: { text: 'Voilà', by: 'human' } };
const seen = { version: null, revision: null };

/** With what each call is tried: with what is Pantin's wherever it can name something. */
function inputs(): Record<string, unknown> {
  const id = named.request;
  const { kid } = named;
  const record = { collection: 'service', id: SERVICE, scope: 'public' };
  const text = { request: id, question: 'text' };
  return {
    me: undefined,
    inbox: {},
    inboxMore: { after: { group: 'late', dueOn: null, receivedOn: '2000-01-01', id: randomUUID() } },
    open: { id },
    attachment: { id, sha256: 'A'.repeat(43) },
    reply: { id, state: 'accepted', reason: words },
    deadLetters: {},
    markDeadLetter: { name: LETTER, reason: 'bad-signature', note: 'x' },
    'team.attend': { id, doing: 'reading' },
    'team.assign': { id, from: null, to: 'agent' },
    'team.absence': undefined,
    'team.setAbsence': { absence: null },
    'team.candidates': { id },
    'team.join': { id, into: randomUUID(), words },
    'team.part': { id, words },
    'receipts.ask': { id },
    'receipts.make': { id },
    'callbacks.list': {},
    'callbacks.number': { id },
    'callbacks.note': { id, outcome: 'answered', tries: 0 },
    'templates.list': undefined,
    'templates.save': undefined,
    'digest.mine': undefined,
    'digest.setMine': { address: null },
    'digest.all': undefined,
    'digest.setFor': { agent: ACCOUNT, address: 'a@example.org' },
    'fleet.kiosks': {},
    'fleet.kiosk': { id: named.device },
    'fleet.sites': undefined,
    'fleet.newCode': undefined,
    'fleet.codeState': { code: 'pantin.0000-0000-0000-0000' },
    'fleet.revoke': { id: named.device, typedSiteName: 'Maison du projet' },
    'fleet.command': { id: named.device, kind: 'restart' },
    'desks.list': undefined,
    'desks.createCode': { site: 'maison-du-projet' },
    'desks.revoke': { id: named.post },
    'accounts.list': {},
    'accounts.services': undefined,
    'accounts.create': undefined,
    'accounts.change': { name: ACCOUNT, grants: [], outsideName: null },
    'accounts.newPassword': { name: ACCOUNT },
    'accounts.removePasskeys': { name: ACCOUNT },
    'accounts.remove': { name: ACCOUNT },
    'accounts.sessions': { name: ACCOUNT },
    'accounts.endSessions': { name: ACCOUNT },
    'own.account': undefined,
    'own.changePassword': { old: 'x', fresh: 'y'.repeat(20) },
    'own.offerPasskey': undefined,
    'own.addPasskey': undefined,
    'own.removePasskey': { id: 'x' },
    'own.endSessions': undefined,
    'journal.entries': { agent: ACCOUNT },
    'keys.list': undefined,
    'keys.missingKiosks': { kid },
    'keys.affected': { kid },
    'keys.declareLost': { kid, confirmation: kid },
    'keys.tellPeople': { kid, reason: words, confirmation: kid },
    'publish.collections': undefined,
    'publish.records': { collection: 'service', search: 'proposition populaire' },
    'publish.record': record,
    'publish.earlier': { ...record, number: 1 },
    'publish.check': { ...record, body: '{}' },
    'publish.save': { ...record, body: '{}', seen },
    'publish.discard': { ...record, seen },
    'publish.publish': { ...record, body: '{}', seen },
    'publish.schedule': { ...record, seen, publishAt: null, withdrawAt: null },
    'publish.withdraw': { ...record, seen },
    'publish.undo': { ...record, number: 1, seen },
    'publish.importRecords': { records: [], as: 'drafts' },
    'publish.exportRecords': {},
    'preview.kiosk': undefined,
    'preview.records': { tenant: 'pantin', site: 'maison-du-projet' },
    'preview.clips': { tenant: 'pantin' },
    'preview.clip': { tenant: 'pantin', id: 'x' },
    'moderation.waiting': {},
    'moderation.decided': undefined,
    'moderation.open': text,
    'moderation.accept': { ...text, without: [] },
    'moderation.refuse': { ...text, reason: words },
  };
}

/** Ends the session that it is called with, or takes a second one's place: tried after all others. */
const LAST = ['own.endSessions', 'own.changePassword'];

test('every call is tried', () => {
  expect(Object.keys(inputs()).toSorted()).toEqual(guardedCalls(consoleContract).toSorted());
});

test('from another city nothing of this one is seen or changed, whatever is asked', async () => {
  const cookie = await signedIn('paris', EVERY_ROLE);
  const before = await stateOf('pantin');
  for (const name of inOrder()) {
    const answer = JSON.stringify(await make(name, inputs()[name], cookie));
    for (const [what, value] of Object.entries({ ...named, ACCOUNT, LETTER }))
      expect(answer, `${name} told the ${what}`).not.toContain(value);
  }
  expect(await stateOf('pantin')).toEqual(before);
});

test('for another service no request of this one is seen or changed, whatever is asked', async () => {
  const forAnother: Grant[] = ROLES.filter((role) => role !== 'administrator' && role !== 'auditor').map(
    (role) => ({ role, service: 'un-autre-service' }),
  );
  const cookie = await signedIn('pantin', forAnother);
  const before = await requestsOf('pantin');
  for (const name of inOrder()) {
    const answer = JSON.stringify(await make(name, inputs()[name], cookie));
    expect(answer, `${name} told the request`).not.toContain(named.request);
  }
  expect(await requestsOf('pantin')).toEqual(before);
});

function inOrder(): string[] {
  return [...Object.keys(inputs()).filter((name) => !LAST.includes(name)), ...LAST];
}

function guardedCalls(part: object, path: string[] = []): string[] {
  return Object.entries(part).flatMap(([name, below]: [string, object]) => {
    if (!('~orpc' in below)) return guardedCalls(below, [...path, name]);
    const { meta } = (below as { '~orpc': { meta: CallRule } })['~orpc'];
    return meta.may === 'anybody' ? [] : [[...path, name].join('.')];
  });
}

async function signedIn(tenant: string, grants: Grant[]): Promise<string> {
  const password = await createAgent(city.database, tenant, 'une-autre', grants);
  const opened = openConsole(city.url);
  expect(await opened.client.signIn({ tenant, name: 'une-autre', password })).toMatchObject({ ok: true });
  return opened.cookies.at(-1)?.split(';')[0] ?? '';
}

async function make(name: string, input: unknown, cookie: string): Promise<unknown> {
  const client: object = createORPCClient(
    new RPCLink({
      url: `${city.url}/console/rpc`,
      headers: { origin: city.url, 'x-borne-console': '1', cookie },
    }),
  );
  const call = name
    .split('.')
    .reduce<unknown>((part, step) => (part as Record<string, unknown>)[step], client);
  try {
    return await (call as (input: unknown) => Promise<unknown>)(input);
  } catch (error) {
    if (error instanceof ORPCError && error.status === 400) return 'bad input';
    throw error;
  }
}

/** Every row of a tenant, table by table, once the hub's own chores have come to rest. */
async function stateOf(tenant: string): Promise<Record<string, string>> {
  const read = () => digestsOf(tenant, "table_name <> 'tries'");
  return eventually(async () => {
    const first = await read();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const second = await read();
    expect(second).toEqual(first);
    return second;
  });
}

/** The rows that are about what visitors sent, and what was answered. */
function requestsOf(tenant: string): Promise<Record<string, string>> {
  const about = [
    'request',
    'submission',
    'sent_answer',
    'journal',
    'team_journal',
    'assignment',
    'joined_request',
  ];
  return digestsOf(tenant, `table_name = any ('{${[...about, 'moderation', 'publication'].join(',')}}')`);
}

async function digestsOf(tenant: string, which: string): Promise<Record<string, string>> {
  const { rows: tables } = await city.database.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'tenant' and ${which} order by 1`,
  );
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await city.database.query<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(each::text, ',' order by each::text)), '') as digest
       from ${name} each where tenant = $1`,
      [tenant],
    );
    digests[name] = rows[0]?.digest ?? '';
  }
  return digests;
}
