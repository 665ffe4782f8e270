import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { endOldAnswers } from '../../city/hub/submissions/end-answers.ts';
import { dayInTheCity } from '../../city/hub/day.ts';
import type { Reply } from '../../shared/contract/index.ts';
import {
  deriveReceiptKeys,
  openAnswer,
  parseReceiptCode,
  sealedAnswerSchema,
  seasonOf,
  type Answer,
} from '../../shared/sealing/index.ts';
import { follow, openKiosk, type KioskInFolder } from '../support/backed-up-city.ts';
import { EVERY_ROLE, startCity, type City } from '../support/city.ts';
import { openConsole } from '../support/console-client.ts';
import { quickReceipt, sealProposal, type TestReceipt } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';
import { recordOn } from '../support/recording.ts';

/* "J'ai perdu mon papier": one question, a new code, and the old one opens nothing on any kiosk. */

const SAID = 'canari-51b2-la-reponse-de-la-ville';

let city: City;
let kiosk: KioskInFolder;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
});
afterAll(() => city.stop());
beforeEach(async () => {
  await city.database.query('delete from tries');
  kiosk = await openKiosk(city);
  onTestFinished(() => kiosk.close());
});

async function send(): Promise<{ id: string; receipt: TestReceipt }> {
  const keyset = kiosk.keyring.newest('pantin');
  if (!keyset) throw new Error('no keyset');
  const receipt = await quickReceipt();
  const envelope = await sealProposal(keyset, {
    tenant: 'pantin',
    service: 'droit-de-proposition-populaire',
    receipt,
    choices: { kind: 'idea', commission: 'health-and-solidarity' },
    text: 'Un banc à l’ombre, devant la bibliothèque',
  });
  const recorded = await recordOn(kiosk, envelope);
  if (!recorded.ok) throw new Error(recorded.reason);
  expect(await kiosk.courier.deliver(kiosk.signal)).toMatchObject({ ok: true });
  return { id: recorded.value.id, receipt };
}

async function signedIn(name?: string) {
  const { client } = openConsole(city.url);
  const password =
    name === undefined ? city.agent.password : await createAgent(city.database, 'pantin', name, EVERY_ROLE);
  await client.signIn({ tenant: 'pantin', name: name ?? city.agent.name, password });
  return client;
}

function replyTo(id: string, text = SAID): Reply {
  return { id, state: 'accepted', reason: { original: 'fr', fr: { text, by: 'human' } } };
}

/** What this kiosk shows to whoever holds these keys. */
async function shownFor(keys: Pick<TestReceipt, 'lookupId' | 'keyPair'>): Promise<Answer[]> {
  await follow(kiosk);
  const rows = kiosk.content
    .prepare<[string], { body: string }>('SELECT body FROM answer WHERE lookup_id = ? ORDER BY turn')
    .all(keys.lookupId);
  const opened = await Promise.all(
    rows.map(({ body }) =>
      openAnswer(keys.keyPair.privateKey, 'pantin', sealedAnswerSchema.parse(JSON.parse(body))),
    ),
  );
  return opened.map((answer) => {
    if (!answer.ok) throw new Error(answer.reason);
    return answer.value;
  });
}

async function journalOf(id: string): Promise<unknown[]> {
  const { rows } = await city.database.query(
    'select agent, action, what from journal where request = $1 order by id',
    [id],
  );
  return rows;
}

test('the new code shows all answers at any kiosk, the old one nothing, and the journal says who did it', async () => {
  const { id, receipt } = await send();
  const client = await signedIn();
  await client.reply(replyTo(id));
  await eventually(async () => expect(await shownFor(receipt)).toHaveLength(2));

  const facts = await client.receipts.ask({ id });
  expect(facts).toMatchObject({
    ok: true,
    value: [
      { id: 'kind', answer: { fr: { text: 'Une idée' } } },
      { id: 'commission', answer: { fr: { text: 'Santé et solidarité' } } },
      { id: 'text', answer: 'Un banc à l’ombre, devant la bibliothèque' },
    ],
  });
  const before = performance.eventLoopUtilization();
  const made = await client.receipts.make({ id });
  if (!made.ok) throw new Error(made.reason);
  // The hub of this test runs in this process: it answers others while scrypt works for half a second.
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.6);
  expect(made.value).toMatchObject({ answers: 2, withoutWords: 0 });
  expect(parseReceiptCode(made.value.code)).toEqual({ ok: true, value: made.value.code });

  const keys = await deriveReceiptKeys(made.value.code, 'pantin', seasonOf(new Date()));
  await eventually(async () => expect(await shownFor(keys)).toHaveLength(2));
  expect(await shownFor(keys)).toMatchObject([
    { state: 'received' },
    { state: 'accepted', reason: { fr: { text: SAID } } },
  ]);
  expect(await shownFor(receipt)).toEqual([]);
  expect(await journalOf(id)).toEqual([
    { agent: city.agent.name, action: 'reply', what: null },
    { agent: city.agent.name, action: 'open', what: 'receipt' },
    { agent: city.agent.name, action: 'reply', what: 'new-receipt' },
  ]);

  // What the city answers from now on, and what ends, follows the new receipt.
  await client.reply(replyTo(id, 'Encore'));
  await eventually(async () => expect(await shownFor(keys)).toHaveLength(3));
  await city.database.query(
    `update sent_answer set answered_on = current_date - 400 where request = $1 and turn < 3`,
    [id],
  );
  expect(await endOldAnswers(city.database, dayInTheCity(new Date()))).toBe(2);
  await eventually(async () => expect(await shownFor(keys)).toHaveLength(1));
});

test('agents read what was answered; the database holds it for the service alone', async () => {
  const { id } = await send();
  const client = await signedIn();
  const commission = {
    name: { original: 'fr', fr: { text: 'Santé', by: 'human' } },
    date: '2099-01-31',
  } as const;
  await client.reply({ ...replyTo(id), state: 'in-progress', commission });
  const opened = await client.open({ id });
  expect(opened.ok && opened.value.answers).toMatchObject([
    { turn: 1, state: 'received' },
    { turn: 2, agent: city.agent.name, reason: { fr: { text: SAID } }, commission },
  ]);
  const { rows } = await city.database.query<{ text: string }>(
    'select sent_answer::text as text from sent_answer where request = $1',
    [id],
  );
  expect(rows.filter(({ text }) => text.includes(SAID) || text.includes('2099'))).toEqual([]);
  // One answer's copy stands for no other.
  await city.database.query(
    `update sent_answer set copy = (select copy from sent_answer where copy is not null and request <> $1 limit 1)
     where request = $1 and turn = 2`,
    [id],
  );
  const swapped = await client.open({ id });
  expect(swapped.ok && swapped.value.answers[1]?.reason).toBe(undefined);
});

test('answers of which nothing is kept keep their state and day, and the agent is told', async () => {
  const { id } = await send();
  const client = await signedIn();
  await client.reply(replyTo(id));
  await city.database.query('update sent_answer set copy = null, copy_key = null where request = $1', [id]);
  await client.receipts.ask({ id });
  const made = await client.receipts.make({ id });
  if (!made.ok) throw new Error(made.reason);
  expect(made.value).toMatchObject({ answers: 2, withoutWords: 1 });
  const keys = await deriveReceiptKeys(made.value.code, 'pantin', seasonOf(new Date()));
  await eventually(async () => expect(await shownFor(keys)).toHaveLength(2));
  const [, answer] = await shownFor(keys);
  expect(answer).toEqual({ state: 'accepted', answeredOn: dayInTheCity(new Date()) });
});

test('no code without a question asked by the same agent, and three a day', async () => {
  const { id } = await send();
  const client = await signedIn();
  const other = await signedIn('autre');
  expect(await client.receipts.make({ id })).toEqual({ ok: false, reason: 'ask-first' });
  await other.receipts.ask({ id });
  expect(await client.receipts.make({ id })).toEqual({ ok: false, reason: 'ask-first' });
  await city.database.query(`update journal set at = now() - interval '61 minutes' where request = $1`, [id]);
  expect(await other.receipts.make({ id })).toEqual({ ok: false, reason: 'ask-first' });
  await client.receipts.ask({ id });
  const made = await Promise.all([1, 2, 3, 4].map(() => client.receipts.make({ id })));
  expect(made.filter(({ ok }) => ok)).toHaveLength(3);
  expect(made).toContainEqual({ ok: false, reason: 'too-many-receipts' });
  const { rows } = await city.database.query(
    `select count(*)::integer as live from entity join request on starts_with(entity.id, request.lookup_id)
     where collection = 'answer' and not deleted and request.id = $1`,
    [id],
  );
  expect(rows).toEqual([{ live: 1 }]);
  const { rows: all } = await city.database.query<{ text: string }>(
    `select tries::text as text from tries union all select request::text from request union all select journal::text from journal`,
  );
  for (const each of made)
    if (each.ok) expect(all.filter(({ text }) => text.includes(each.value.code))).toEqual([]);
});
