/* The inbox of a team: what comes first, whose it is, who looks at it, and what belongs together. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { dayInTheCity } from '../../city/hub/day.ts';
import { setGrants } from '../../city/hub/console/grants.ts';
import { notePromises } from '../../city/hub/submissions/promises.ts';
import { type Grant, type InboxFilter, type ListedRow, type Reply } from '../../shared/contract/index.ts';
import { type Localized } from '../../shared/model/index.ts';
import { openAnswer, sealedAnswerSchema, type Answer } from '../../shared/sealing/index.ts';
import { startCity, type City } from '../support/city.ts';
import { openConsole, type TestConsole } from '../support/console-client.ts';
import {
  deliver,
  enrolDevice,
  quickReceipt,
  readScope,
  sealProposal,
  submissionLine,
  type TestDevice,
  type TestReceipt,
} from '../support/device.ts';
import { eventually } from '../support/eventually.ts';

const SERVICE = 'droit-de-proposition-populaire';
const TODAY = dayInTheCity(new Date());
const DONE = { ok: true, value: null };
const UNKNOWN = { ok: false, reason: 'unknown-request' };

type Client = TestConsole['client'];

let city: City;
let device: TestDevice;
let marie: Client;
let karim: Client;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'], hubs: 2 });
  device = await enrolDevice(city.url, await city.enrolmentCode());
  marie = await enter('marie', [{ role: 'agent', service: SERVICE }]);
  karim = await enter('karim', [{ role: 'agent' }], 1);
});

beforeEach(async () => {
  await city.database.query('delete from request');
  await city.database.query('delete from absence');
  await city.database.query('delete from team_journal');
});

afterAll(() => city.stop());

describe('the list', () => {
  test('is whole over its pages: late first, then by promised day, then by age; what is done comes last', async () => {
    await seed(130);
    const rows = await allRows();
    expect(new Set(rows.map(({ id }) => id)).size).toBe(130);
    expect(rows.length).toBe(130);
    const groups = rows.map(({ group }) => group);
    expect(groups.filter((group, at) => group !== groups[at - 1])).toEqual([
      'late',
      'week',
      'rest',
      'underway',
      'answered',
    ]);
    const waiting = rows.filter(({ group }) => group === 'late' || group === 'week' || group === 'rest');
    const keys = waiting.map(({ dueOn = 'never', receivedOn, id }) => `${dueOn} ${receivedOn} ${id}`);
    expect(keys).toEqual(keys.toSorted());
    expect(rows.filter(({ group }) => group === 'late').every(({ dueOn = TODAY }) => dueOn < TODAY)).toBe(
      true,
    );
    const counted = Object.fromEntries(
      Object.entries(Object.groupBy(rows, ({ group }) => group)).map(([group, some]) => [group, some.length]),
    );
    expect((await head()).counts).toEqual(counted);
  });

  test('a page begins after the last row that was shown, whatever came in meanwhile', async () => {
    await seed(60);
    const first = await head();
    await seed(20);
    const more = await marie.inboxMore({ after: first.next ?? fail() });
    const shown = new Set(first.rows.map(({ id }) => id));
    expect(more.ok && more.value.rows.filter(({ id }) => shown.has(id))).toEqual([]);
  });

  test('each filter keeps what it says, and the counts follow it', async () => {
    await seed(100);
    const all = await allRows();
    const filters: [InboxFilter, (row: ListedRow) => boolean][] = [
      [{ state: 'in-progress' }, ({ state }) => state === 'in-progress'],
      [{ age: 30 }, ({ receivedOn }) => receivedOn <= daysFromToday(-30)],
      [{ due: 'late' }, ({ group }) => group === 'late'],
      [{ due: 'none' }, ({ dueOn }) => dueOn === undefined],
      [
        { due: 'week' },
        ({ group, dueOn = '9' }) => group !== 'late' && group !== 'answered' && dueOn <= daysFromToday(7),
      ],
      [{ whose: 'nobody', state: 'received' }, ({ state }) => state === 'received'],
      [{ whose: 'mine' }, () => false],
      [{ service: 'no-such-service' }, () => false],
    ];
    for (const [filter, keeps] of filters) {
      const rows = await allRows(filter);
      expect(rows.map(({ id }) => id)).toEqual(all.filter(keeps).map(({ id }) => id));
      const counts = Object.values((await head(filter)).counts);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
    }
  });

  test('says that nothing changed, and tells any change again', async () => {
    const { id } = await receive();
    const ask = async (known?: string) => {
      const answer = await marie.inbox(known === undefined ? {} : { known });
      if (!answer.ok) throw new Error(answer.reason);
      return answer.value;
    };
    const { version } = await ask();
    expect(await ask(version)).toEqual({ version, head: null });
    await karim.team.assign({ id, from: null, to: 'karim' });
    const changed = await ask(version);
    expect(changed.head?.rows[0]).toMatchObject({ id, assigned: { to: 'karim' } });
    await city.database.query('delete from request');
    expect((await ask(changed.version)).head?.rows).toEqual([]);
  });

  test('what the form promised is noted on the day of arrival, and later for those that came before', async () => {
    const { id } = await receive();
    expect((await head()).rows[0]).toMatchObject({ id, dueOn: daysFromToday(60) });
    await city.database.query('update request set due_on = null');
    expect((await head()).rows[0]?.dueOn).toBeUndefined();
    expect(await notePromises(city.database)).toBe(1);
    expect(await notePromises(city.database)).toBe(0);
    expect((await head()).rows[0]?.dueOn).toBe(daysFromToday(60));
  });

  test('a commission is a new promise: once its day is over, the request is late again', async () => {
    const { id } = await receive();
    const name: Localized = { original: 'fr', fr: { text: 'Santé', by: 'human' } };
    await marie.reply(reply(id, { state: 'in-progress', commission: { name, date: TODAY } }));
    expect((await head()).rows[0]).toMatchObject({ group: 'underway', dueOn: TODAY });
    await city.database.query('update request set due_on = due_on - 1');
    expect((await head()).rows[0]).toMatchObject({ group: 'late' });
  });
});

describe('whose it is', () => {
  test('a request is taken, given and handed back, once each, and the journal knows', async () => {
    const { id } = await receive();
    const step = (who: Client, from: string | null, to: string | null) => who.team.assign({ id, from, to });
    expect(await step(marie, null, 'marie')).toEqual(DONE);
    expect(await step(marie, null, 'marie')).toEqual(DONE);
    expect(await step(karim, null, 'karim')).toEqual({ ok: false, reason: 'assigned-meanwhile' });
    expect((await head({ whose: 'mine' })).rows).toHaveLength(1);
    expect((await head({ whose: 'nobody' })).rows).toHaveLength(0);
    expect(await step(marie, 'marie', 'karim')).toEqual(DONE);
    expect((await head({ whose: 'mine' })).rows).toHaveLength(0);
    expect(await step(marie, 'karim', 'nobody-of-us')).toEqual({ ok: false, reason: 'not-a-colleague' });
    expect(await step(karim, 'karim', null)).toEqual(DONE);
    const { rows } = await city.database.query(
      'select agent, action, request, subject from team_journal order by id',
    );
    expect(rows).toEqual([
      { agent: 'marie', action: 'take', request: id, subject: 'marie' },
      { agent: 'marie', action: 'give', request: id, subject: 'karim' },
      { agent: 'karim', action: 'hand-back', request: id, subject: 'karim' },
    ]);
  });

  test('an agent of another service is no colleague, sees nothing of it, and loses it with the role', async () => {
    const { id } = await receive();
    const other = await enter('autre', [{ role: 'agent', service: 'another' }]);
    expect(await other.team.attend({ id, doing: 'reading' })).toEqual(UNKNOWN);
    expect(await other.team.assign({ id, from: null, to: 'autre' })).toEqual(UNKNOWN);
    expect(await other.team.candidates({ id })).toEqual(UNKNOWN);
    expect(await marie.team.assign({ id, from: null, to: 'autre' })).toEqual({
      ok: false,
      reason: 'not-a-colleague',
    });
    await give('autre', [{ role: 'agent', service: SERVICE }]);
    expect(await marie.team.assign({ id, from: null, to: 'autre' })).toEqual(DONE);
    await give('autre', [{ role: 'agent', service: SERVICE }, { role: 'auditor' }]);
    expect((await head()).rows[0]?.assigned).toEqual({ to: 'autre' });
    await give('autre', [{ role: 'agent', service: 'another' }]);
    expect((await head()).rows[0]?.assigned).toBeUndefined();
    const { rows } = await city.database.query("select agent from team_journal where action = 'release'");
    expect(rows).toEqual([{ agent: 'autre' }]);
  });

  test('while somebody is away their deputy sees and answers what is theirs, marked as such, and no longer', async () => {
    const { id } = await receive();
    await marie.team.assign({ id, from: null, to: 'marie' });
    expect(await marie.team.absence()).toMatchObject({ ok: true, value: { absence: null } });
    const until = daysFromToday(3);
    const away = { absence: { until, deputy: 'karim' } };
    expect(await marie.team.setAbsence({ absence: { until: daysFromToday(-1), deputy: 'karim' } })).toEqual({
      ok: false,
      reason: 'date-in-the-past',
    });
    // Marie sees one service: she could not stand in for Karim, who sees them all.
    expect(await karim.team.setAbsence({ absence: { until, deputy: 'marie' } })).toMatchObject({
      reason: 'not-a-colleague',
    });
    expect(await marie.team.setAbsence(away)).toEqual(DONE);
    expect(await marie.team.absence()).toMatchObject({ ok: true, value: away });

    const mine = await karim.inbox({ filter: { whose: 'mine' } });
    expect(mine.ok && mine.value.head?.rows).toMatchObject([
      { id, assigned: { to: 'marie', awayUntil: until } },
    ]);
    await karim.open({ id });
    expect(await karim.reply(reply(id))).toMatchObject({ ok: true });
    const opened = await karim.open({ id });
    expect(opened.ok && opened.value.answers.at(-1)).toMatchObject({ agent: 'karim', onBehalfOf: 'marie' });
    const { rows } = await city.database.query(
      'select agent, action, on_behalf_of from journal where request = $1 order by id limit 2',
      [id],
    );
    expect(rows).toEqual([
      { agent: 'karim', action: 'open', on_behalf_of: 'marie' },
      { agent: 'karim', action: 'reply', on_behalf_of: 'marie' },
    ]);

    await city.database.query('update absence set until = $1', [daysFromToday(-1)]);
    const after = await karim.inbox({ filter: { whose: 'mine' } });
    expect(after.ok && after.value.head?.rows).toEqual([]);
    expect((await head()).rows[0]?.assigned).toEqual({ to: 'marie' });
  });
});

describe('two at once', () => {
  test('see each other through different hubs, for half a minute', async () => {
    const { id } = await receive();
    const attend = async (who: Client, doing: 'reading' | 'writing' | 'leaving') => {
      const answer = await who.team.attend({ id, doing });
      if (!answer.ok) throw new Error(answer.reason);
      return answer.value;
    };
    expect(await attend(marie, 'reading')).toMatchObject({ others: [], turn: 1, state: 'received' });
    expect((await attend(karim, 'writing')).others).toEqual([{ name: 'marie', writing: false }]);
    const seen = await attend(marie, 'reading');
    expect(seen.others).toEqual([{ name: 'karim', writing: true }]);
    expect(seen.colleagues.map(({ name }) => name)).toContain('karim');
    await city.database.query(
      `update presence set until = now() - interval '1 second' where agent = 'karim'`,
    );
    expect((await attend(marie, 'leaving')).others).toEqual([]);
    await attend(marie, 'reading');
    expect((await attend(karim, 'leaving')).others).toEqual([{ name: 'marie', writing: false }]);
    const { rows } = await city.database.query('select agent from presence where request = $1', [id]);
    expect(rows).toEqual([{ agent: 'marie' }]);
  });

  test('an answer after one that its writer has not seen is refused, and goes once they have', async () => {
    const { id, receipt } = await receive();
    expect(await karim.reply(reply(id, { afterTurn: 1 }))).toEqual({ ok: true, value: { turn: 2 } });
    const late = reply(id, { afterTurn: 1, state: 'refused' });
    expect(await marie.reply(late)).toEqual({ ok: false, reason: 'answered-meanwhile' });
    expect(await marie.reply({ ...late, afterTurn: 2 })).toEqual({ ok: true, value: { turn: 3 } });
    expect((await answersTo(receipt, 3)).map(({ state }) => state)).toEqual([
      'received',
      'accepted',
      'refused',
    ]);
  });

  test('an answer that is sent again after a colleague answered is applied once', async () => {
    const { id, receipt } = await receive();
    const sent = reply(id, { afterTurn: 1 });
    expect(await marie.reply(sent)).toEqual({ ok: true, value: { turn: 2 } });
    expect(await karim.reply(reply(id, { afterTurn: 2, state: 'refused' }))).toMatchObject({ ok: true });
    expect(await marie.reply(sent)).toEqual({ ok: true, value: { turn: 2 } });
    // The same words on purpose, after having read what the colleague sent.
    expect(await marie.reply({ ...sent, afterTurn: 3 })).toEqual({ ok: true, value: { turn: 4 } });
    await answersTo(receipt, 4);
    // Also for a page that does not say what it has seen.
    const { afterTurn: _, ...plain } = reply(id, { state: 'in-progress' });
    expect(await marie.reply(plain)).toEqual({ ok: true, value: { turn: 5 } });
    await karim.reply(reply(id, { afterTurn: 5 }));
    expect(await marie.reply(plain)).toEqual({ ok: true, value: { turn: 5 } });
  });

  test('only what may follow is taken, and a refusal says why', async () => {
    const { id } = await receive();
    const blank: Localized = { original: 'fr', fr: { text: ' ', by: 'human' } };
    expect(await marie.reply(reply(id, { state: 'refused', reason: blank }))).toEqual({
      ok: false,
      reason: 'reason-missing',
    });
    expect(await marie.reply(reply(id, { state: 'withdrawn' }))).toMatchObject({ ok: true });
    expect(await marie.reply(reply(id, { state: 'accepted' }))).toEqual({
      ok: false,
      reason: 'state-not-possible',
    });
  });
});

describe('doubles', () => {
  test('both receipts get the same answers from then on, and the double is told that it was joined', async () => {
    const [one, two] = [await receive(), await receive()];
    await marie.open({ id: one.id });
    const candidates = await marie.team.candidates({ id: two.id });
    expect(candidates.ok && candidates.value.map(({ id }) => id)).toEqual([one.id]);
    expect(await marie.team.join({ id: two.id, into: one.id, words: words('Rejoint une autre.') })).toEqual(
      DONE,
    );
    expect((await head()).rows.map(({ id }) => id)).toEqual([one.id]);
    const opened = await marie.open({ id: two.id });
    expect(opened).toMatchObject({ ok: true, value: { joinedTo: one.id } });
    expect(await marie.reply(reply(two.id))).toEqual({ ok: false, reason: 'joined' });

    await marie.reply(reply(one.id));
    const [first, second] = [await answersTo(one.receipt, 2), await answersTo(two.receipt, 3)];
    expect(second[1]).toMatchObject({ state: 'received', reason: { fr: { text: 'Rejoint une autre.' } } });
    expect(second[2]).toEqual(first[1]);
    expect(await marie.team.part({ id: two.id, words: words('À part.') })).toEqual({
      ok: false,
      reason: 'already-answered',
    });
    const { rows } = await city.database.query('select action, request, subject from team_journal');
    expect(rows).toEqual([{ action: 'join', request: two.id, subject: one.id }]);
  });

  test('it is undone while nothing was answered, and the receipt is told that too', async () => {
    const [one, two] = [await receive(), await receive()];
    await marie.team.join({ id: two.id, into: one.id, words: words('Rejoint.') });
    expect(await marie.team.part({ id: one.id, words: words('x') })).toMatchObject({ reason: 'not-joined' });
    expect(await marie.team.part({ id: two.id, words: words('De nouveau à part.') })).toEqual(DONE);
    await marie.reply(reply(one.id));
    const answers = await answersTo(two.receipt, 3);
    expect(answers[2]).toMatchObject({ state: 'received', reason: { fr: { text: 'De nouveau à part.' } } });
    expect(await marie.reply(reply(two.id))).toMatchObject({ ok: true });
  });

  test('one level, one service, not after the last answer, and nothing of another service', async () => {
    const [one, two, three] = [await receive(), await receive(), await receive()];
    const join = (id: string, into: string, who = marie) => who.team.join({ id, into, words: words('x') });
    const refused = (reason: string) => ({ ok: false, reason });
    expect(await join(one.id, one.id)).toEqual(UNKNOWN);
    expect(await join(one.id, randomUUID())).toEqual(UNKNOWN);
    await join(two.id, one.id);
    expect(await join(two.id, three.id)).toEqual(refused('already-joined'));
    expect(await join(three.id, two.id)).toEqual(refused('already-joined'));
    expect(await join(one.id, three.id)).toEqual(refused('already-joined'));
    await city.database.query("update request set service = 'another' where id = $1", [three.id]);
    expect(await join(three.id, one.id)).toEqual(UNKNOWN);
    expect(await join(three.id, one.id, karim)).toEqual(refused('other-service'));
    await city.database.query("update request set service = $2, state = 'refused' where id = $1", [
      three.id,
      SERVICE,
    ]);
    expect(await join(three.id, one.id)).toEqual(refused('already-answered'));
  });
});

test('an administrator marks what could not be taken, with a note, and sees the unseen alone', async () => {
  const envelope = await sealProposal(device.keyset, {
    tenant: 'pantin',
    service: SERVICE,
    receipt: await quickReceipt(),
    choices: { kind: 'no-such-choice', commission: 'not-sure' },
    text: 'x',
  });
  await deliver(city.url, device, 'pantin', [
    await submissionLine(device, envelope, { incarnation: randomUUID(), number: 1 }),
    'not a line',
  ]);
  const admin = await enter('chef', [{ role: 'administrator' }]);
  const letters = await admin.deadLetters({ seen: false });
  const letter = letters.ok ? letters.value.find(({ reason }) => reason === 'unfit-choices') : undefined;
  expect(letter).toMatchObject({
    service: SERVICE,
    form: SERVICE,
    formVersion: 1,
    hubKey: device.keyset.hub[0]?.kid,
  });
  const { name, reason } = letter ?? fail();
  expect(await admin.markDeadLetter({ name, reason, note: 'Borne prévenue' })).toEqual(DONE);
  expect(await admin.markDeadLetter({ name: 'x', reason, note: '' })).toEqual({
    ok: false,
    reason: 'unknown-letter',
  });
  await expect(admin.markDeadLetter({ name, reason, note: 'x'.repeat(201) })).rejects.toThrow();
  const seen = await admin.deadLetters({ seen: true });
  expect(seen.ok && seen.value).toMatchObject([
    { name, seen: { by: 'chef', on: TODAY, note: 'Borne prévenue' } },
  ]);
  const unseen = await admin.deadLetters({ seen: false });
  expect(unseen.ok && unseen.value.map((each) => each.reason)).toEqual(['unreadable-line']);
});

async function enter(name: string, grants: Grant[], hub = 0): Promise<Client> {
  const password = await createAgent(city.database, 'pantin', name, grants);
  const { client } = openConsole(city.hubs[hub]?.url ?? '');
  expect(await client.signIn({ tenant: 'pantin', name, password })).toMatchObject({ ok: true });
  return client;
}

async function give(name: string, grants: Grant[]): Promise<void> {
  const connection = await city.database.connect();
  await setGrants(connection, 'pantin', name, grants);
  connection.release();
}

async function head(filter: InboxFilter = {}) {
  const answer = await marie.inbox({ filter });
  if (!answer.ok || answer.value.head === null) throw new Error(JSON.stringify(answer));
  return answer.value.head;
}

async function allRows(filter: InboxFilter = {}): Promise<ListedRow[]> {
  const { rows, next } = await head(filter);
  const all = [...rows];
  for (let after = next; after !== undefined;) {
    const more = await marie.inboxMore({ filter, after });
    if (!more.ok) throw new Error(more.reason);
    all.push(...more.value.rows);
    after = more.value.next;
  }
  return all;
}

/** Requests of all groups and ages, which nobody could open. */
async function seed(count: number): Promise<void> {
  await city.database.query(
    `insert into request (tenant, id, service, form, form_version, state, turn, receipt_key, lookup_id, season, choices,
       site_name, received_on, due_on)
     select 'pantin', gen_random_uuid(), $2, $2, 1,
       (array['received', 'received', 'in-progress', 'accepted', 'refused'])[1 + n % 5], 1, '', gen_random_uuid()::text, '2026',
       '{}', 'Mairie', $3::date - n % 70, case when n % 7 = 0 then 'infinity' else $3::date - 20 + n % 40 end
     from generate_series(1, $1) as n`,
    [count, SERVICE, TODAY],
  );
}

async function receive(): Promise<{ id: string; receipt: TestReceipt }> {
  const receipt = await quickReceipt();
  const envelope = await sealProposal(device.keyset, {
    tenant: 'pantin',
    service: SERVICE,
    receipt,
    choices: { kind: 'idea', commission: 'not-sure' },
    text: 'Un banc',
  });
  const line = await submissionLine(device, envelope, { incarnation: randomUUID(), number: 1 });
  const [outcome] = await deliver(city.url, device, 'pantin', [line]);
  expect(outcome?.outcome).toBe('accepted');
  return { id: line.id, receipt };
}

function reply(id: string, changes: Partial<Reply> = {}): Reply {
  return { id, state: 'accepted', reason: words('Merci.'), ...changes };
}

function words(text: string): Localized {
  return { original: 'fr', fr: { text, by: 'human' } };
}

function daysFromToday(days: number): string {
  return dayInTheCity(new Date(Date.parse(`${TODAY}T12:00:00Z`) + days * 86_400_000));
}

function fail(): never {
  throw new Error('there should be one');
}

async function answersTo(receipt: TestReceipt, count: number): Promise<Answer[]> {
  return eventually(async () => {
    const changes = await readScope(city.url, device, 'pantin', 'answers');
    const sealed = changes
      .map((change) => sealedAnswerSchema.parse(JSON.parse(change.body ?? '')))
      .filter((answer) => answer.lookupId === receipt.lookupId)
      .sort((one, other) => one.turn - other.turn);
    expect(sealed).toHaveLength(count);
    const opened = await Promise.all(
      sealed.map((each) => openAnswer(receipt.keyPair.privateKey, 'pantin', each)),
    );
    return opened.map((each) => (each.ok ? each.value : fail()));
  });
}
