import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { sequence } from '../../city/hub/feed/index.ts';
import { type Grant } from '../../shared/contract/index.ts';
import { proposalTextSchema } from '../../shared/model/index.ts';
import { openAnswer, sealedAnswerSchema } from '../../shared/sealing/index.ts';
import { type City, startCity } from '../support/city.ts';
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
import { PUBLIC_VERSION, publishPublicForm } from '../support/public-form.ts';

const SERVICE = 'droit-de-proposition-populaire';
const QUESTION = 'text';
const NAME = 'Canari-Dupont-4711';
const TEXT = `Je suis ${NAME}. Un banc devant l’école, appelez le 06 12 34 56 78.`;

let city: City;
let device: TestDevice;
let moderator: TestConsole['client'];
let number = 0;
const incarnation = randomUUID();

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
  await publishPublicForm(city, SERVICE);
  device = await enrolDevice(city.url, await city.enrolmentCode());
  moderator = await signIn('moderation', [{ role: 'moderator' }]);
});

afterAll(() => city.stop());

async function signIn(name: string, grants: Grant[]): Promise<TestConsole['client']> {
  const password = await createAgent(city.database, 'pantin', name, grants);
  const { client } = openConsole(city.url);
  expect(await client.signIn({ tenant: 'pantin', name, password })).toMatchObject({ ok: true });
  return client;
}

async function send(
  text = TEXT,
  formVersion = PUBLIC_VERSION,
): Promise<{ id: string; receipt: TestReceipt }> {
  const receipt = await quickReceipt();
  const envelope = await sealProposal(device.keyset, {
    tenant: 'pantin',
    service: SERVICE,
    formVersion,
    receipt,
    choices: { kind: 'idea', commission: 'living-environment' },
    text,
  });
  number += 1;
  const line = await submissionLine(device, envelope, { incarnation, number });
  const [reply] = await deliver(city.url, device, 'pantin', [line]);
  expect(reply?.outcome).toBe('accepted');
  return { id: line.id, receipt };
}

async function waiting(client = moderator): Promise<string[]> {
  const answer = await client.moderation.waiting({});
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value.texts.map(({ request }) => request);
}

/** Where these words stand in the text. */
function part(words: string, text = TEXT) {
  return { start: text.indexOf(words), end: text.indexOf(words) + words.length };
}

async function publicTexts() {
  await sequence(city.database, 'pantin');
  const records = await readScope(city.url, device, 'pantin', 'public');
  return records.filter(({ collection }) => collection === 'proposal-text');
}

describe('the queue', () => {
  test('holds the texts of a form that says so, and those of no other', async () => {
    const { id } = await send();
    const other = await send(TEXT, 1);
    expect(await waiting()).toContain(id);
    expect(await waiting()).not.toContain(other.id);
    const texts = await moderator.moderation.waiting({});
    expect(JSON.stringify(texts)).not.toContain(NAME);
  });

  test('is that of the services which somebody moderates', async () => {
    const { id } = await send();
    const elsewhere = await signIn('ailleurs', [
      { role: 'moderator', service: 'mutuelle-sante-municipale' },
      { role: 'agent' },
    ]);
    expect(await waiting(elsewhere)).toEqual([]);
    const key = { request: id, question: QUESTION };
    expect(await elsewhere.moderation.open(key)).toEqual({ ok: false, reason: 'unknown-text' });
    expect(await elsewhere.moderation.accept({ ...key, without: [] })).toMatchObject({ ok: false });
  });

  test('is told page by page, the oldest first, within 300 ms among 20,000 requests', async () => {
    await city.database.query(
      `insert into request (tenant, id, service, form, form_version, state, turn, receipt_key, lookup_id, season,
         choices, site_name, received_on)
       select 'pantin', gen_random_uuid(), $1, $1, 2, 'received', 1, 'k', 'many-' || n, '2026', '{}', 'Ici',
         date '2020-01-01' + n / 20 from generate_series(1, 20000) n`,
      [SERVICE],
    );
    await city.database.query(
      `insert into moderation (tenant, request, question, service, state, agent)
       select tenant, id, 'text', service, 'accepted', 'moderation' from request
       where lookup_id like 'many-%' and received_on > date '2020-01-10'`,
    );
    await city.database.query('analyze request, moderation');
    const seen: string[] = [];
    let after: Parameters<typeof moderator.moderation.waiting>[0]['after'];
    do {
      const answer = await moderator.moderation.waiting({ after });
      if (!answer.ok) throw new Error(answer.reason);
      seen.push(...answer.value.texts.map(({ receivedOn, request }) => `${receivedOn} ${request}`));
      after = answer.value.next;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(190);
    expect(seen).toEqual(seen.toSorted());
    const times: number[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      const start = performance.now();
      await moderator.moderation.waiting({ after: undefined });
      await moderator.moderation.decided();
      times.push((performance.now() - start) / 2);
    }
    expect(times.toSorted((a, b) => a - b).at(-1)).toBeLessThan(300);
    await city.database.query("delete from moderation where agent = 'moderation'");
    await city.database.query("delete from request where lookup_id like 'many-%'");
  });
});

describe('a text', () => {
  test('is opened for a moderator alone, and the journal says who', async () => {
    const { id } = await send();
    const opened = await moderator.moderation.open({ request: id, question: QUESTION });
    expect(opened).toMatchObject({
      ok: true,
      value: { text: TEXT, language: 'fr', site: 'Maison du projet' },
    });
    expect(await moderator.open({ id })).toEqual({ ok: false, reason: 'not-allowed' });
    const { rows } = await city.database.query('select agent, action from journal where request = $1', [id]);
    expect(rows).toEqual([{ agent: 'moderation', action: 'open' }]);
    expect(await moderator.moderation.open({ request: id, question: 'kind' })).toMatchObject({ ok: false });
    expect(await moderator.moderation.open({ request: randomUUID(), question: QUESTION })).toMatchObject({
      ok: false,
    });
  });

  test('is shown to everybody without what was taken out, and without its writer', async () => {
    const { id } = await send();
    const without = [part(NAME), part('06 12 34 56 78')];
    const accepted = await moderator.moderation.accept({ request: id, question: QUESTION, without });
    if (!accepted.ok) throw new Error(accepted.reason);
    const published = (await publicTexts()).find((record) => record.id === accepted.value.record);
    const body = proposalTextSchema.parse(JSON.parse(published?.body ?? 'null'));
    expect(body.text).toBe('Je suis […]. Un banc devant l’école, appelez le […].');
    expect(body.service).toBe(SERVICE);
    expect(published?.body).not.toContain(id);
    expect(published?.body).not.toContain(NAME);
    expect(await waiting()).not.toContain(id);
    const decided = await moderator.moderation.decided();
    expect(decided).toMatchObject({
      ok: true,
      value: [{ request: id, state: 'accepted', agent: 'moderation' }],
    });
    // The city's own folder does not know it.
    await publishPublicForm(city, SERVICE);
    const { rows } = await city.database.query('select deleted from entity where id = $1', [
      accepted.value.record,
    ]);
    expect(rows).toEqual([{ deleted: false }]);
  });

  test('of which nothing would be left is not shown', async () => {
    const { id } = await send('06 12 34 56 78');
    const key = { request: id, question: QUESTION };
    expect(await moderator.moderation.accept({ ...key, without: [{ start: 0, end: 14 }] })).toEqual({
      ok: false,
      reason: 'nothing-left',
    });
    expect(await waiting()).toContain(id);
  });

  test('is decided once, whoever is faster', async () => {
    const { id } = await send();
    const key = { request: id, question: QUESTION };
    const before = (await publicTexts()).length;
    const reason = { original: 'fr', fr: { text: 'Non.', by: 'human' as const } };
    const outcomes = await Promise.all([
      moderator.moderation.accept({ ...key, without: [part(NAME)] }),
      moderator.moderation.accept({ ...key, without: [part(NAME)] }),
      moderator.moderation.refuse({ ...key, reason }),
    ]);
    expect(outcomes.filter(({ ok }) => ok).length).toBe(1);
    const { rows } = await city.database.query('select state from moderation where request = $1', [id]);
    expect(rows.length).toBe(1);
    const { rows: answers } = await city.database.query(
      'select 1 from sent_answer where request = $1 and agent is not null',
      [id],
    );
    expect(answers.length + (await publicTexts()).length - before).toBe(1);
  });

  test('that is refused stays unseen, and its receipt tells why', async () => {
    const { id, receipt } = await send();
    const key = { request: id, question: QUESTION };
    const why = 'Votre texte nomme une personne. Il n’est pas affiché.';
    const reason = { original: 'fr', fr: { text: why, by: 'human' as const } };
    expect(await moderator.moderation.refuse({ ...key, reason })).toEqual({ ok: true, value: null });
    await sequence(city.database, 'pantin');
    const answers = (await readScope(city.url, device, 'pantin', 'answers'))
      .map(({ body }) => sealedAnswerSchema.parse(JSON.parse(body ?? 'null')))
      .filter(({ lookupId }) => lookupId === receipt.lookupId);
    const last = answers.at(-1);
    if (!last) throw new Error('no answer came');
    const opened = await openAnswer(receipt.keyPair.privateKey, 'pantin', last);
    expect(opened).toMatchObject({ ok: true, value: { state: 'refused', reason: { fr: { text: why } } } });
    const { rows } = await city.database.query('select action from journal where request = $1', [id]);
    expect(rows).toEqual([{ action: 'reply' }]);
    expect((await publicTexts()).every(({ body }) => !body?.includes(id))).toBe(true);
    expect(await moderator.moderation.refuse({ ...key, reason })).toMatchObject({ ok: false });
    expect(await waiting()).not.toContain(id);
  });
});

test('no table and no line of the log holds what was written', async () => {
  const { rows } = await city.database.query<{ found: boolean }>(
    `select exists (select 1 from moderation where moderation::text like $1)
       or exists (select 1 from entity where body like $1)
       or exists (select 1 from feed where body like $1) as found`,
    [`%${NAME}%`],
  );
  expect(rows).toEqual([{ found: false }]);
  expect(city.log()).not.toContain(NAME);
});
