import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { revokeDevice, startHub } from '../../city/hub/index.ts';
import { dayInTheCity } from '../../city/hub/day.ts';
import {
  deriveReceiptKeys,
  generateReceiptCode,
  openAnswer,
  sealedAnswerSchema,
  seasonOf,
  sign,
} from '../../shared/sealing/index.ts';
import { SUBMISSION_BATCH, type SubmissionLine } from '../../shared/sync/index.ts';
import { startCity, type City } from '../support/city.ts';
import {
  deliver,
  enrolDevice,
  quickReceipt,
  readScope,
  sealProposal,
  submissionLine,
  type TestDevice,
  type TestProposal,
} from '../support/device.ts';
import { eventually } from '../support/eventually.ts';

const SERVICE = 'droit-de-proposition-populaire';
const CHOICES = { kind: 'project', commission: 'culture-and-sport' };

let city: City;
let device: TestDevice;
let incarnation: string;
let number = 0;

beforeAll(async () => {
  city = await startCity();
  device = await enrolDevice(city.url, await city.enrolmentCode());
  incarnation = randomUUID();
});

afterAll(() => city.stop());

async function proposalLine(
  changes: Partial<TestProposal> = {},
  sender: TestDevice = device,
): Promise<SubmissionLine> {
  const receipt = changes.receipt ?? (await quickReceipt());
  const envelope = await sealProposal(sender.keyset, {
    tenant: 'pantin',
    service: SERVICE,
    receipt,
    choices: CHOICES,
    text: 'Une fontaine',
    ...changes,
  });
  number += 1;
  return submissionLine(sender, envelope, { incarnation, number });
}

async function sendOne(
  line: SubmissionLine | string,
): Promise<{ outcome: string; reason?: string | undefined }> {
  const [reply] = await deliver(city.url, device, 'pantin', [line]);
  if (reply === undefined) throw new Error('no reply');
  return reply;
}

async function requestsWithId(id: string): Promise<number> {
  const { rows } = await city.database.query<{ count: number }>(
    "select count(*) from request where tenant = 'pantin' and id = $1",
    [id],
  );
  return rows[0]?.count ?? 0;
}

async function deadLetters(content: string): Promise<string[]> {
  const { rows } = await city.database.query<{ reason: string }>(
    "select reason from dead_letter where tenant = 'pantin' and content = $1",
    [Buffer.from(content)],
  );
  return rows.map((row) => row.reason);
}

async function submissionIsKept(id: string): Promise<boolean> {
  const { rowCount } = await city.database.query('select 1 from submission where id = $1', [id]);
  return rowCount === 1;
}

test('the same item twice, by two couriers over two hubs at once, has its effect once (I2)', async () => {
  const line = await proposalLine();
  const other = await startHub({ database: city.database, keysFolder: city.keysFolder });
  const courier = await enrolDevice(city.url, await city.enrolmentCode());
  const replies = await Promise.all([
    deliver(city.url, device, 'pantin', [line, line]),
    deliver(other.url, courier, 'pantin', [line]),
  ]);
  await other.close();
  const outcomes = replies.flat().map((reply) => reply.outcome);
  expect(outcomes.toSorted()).toEqual(['accepted', 'duplicate', 'duplicate']);
  expect(await sendOne(line)).toMatchObject({ outcome: 'duplicate' });
  expect(await requestsWithId(line.id)).toBe(1);
  const { rows } = await city.database.query('select 1 from sent_answer where request = $1', [line.id]);
  expect(rows).toHaveLength(1);
});

test('the same id with other bytes is a conflict: the first stays, the second is kept for people', async () => {
  const line = await proposalLine();
  expect(await sendOne(line)).toMatchObject({ outcome: 'accepted' });
  const other = line.item.replace('2026-01-31', '2026-02-01');
  const second = { id: line.id, item: other, signature: await sign(device.keys.privateKey, other) };
  expect(await sendOne(second)).toMatchObject({ outcome: 'conflict' });
  expect(await deadLetters(other)).toEqual(['conflict']);
  expect(await sendOne(line)).toMatchObject({ outcome: 'duplicate' });
});

test('a number used twice by one device betrays a copy: both items count, and people are told (I11)', async () => {
  const receipts = [await quickReceipt(), await quickReceipt()];
  const place = { incarnation: randomUUID(), number: 7 };
  for (const receipt of receipts) {
    const envelope = await sealProposal(device.keyset, {
      tenant: 'pantin',
      service: SERVICE,
      receipt,
      choices: CHOICES,
      text: 'copie',
    });
    expect(await sendOne(await submissionLine(device, envelope, place))).toMatchObject({
      outcome: 'accepted',
    });
  }
  const { rows } = await city.database.query('select tenant, kind, subject from alarm');
  expect(rows).toEqual([{ tenant: 'pantin', kind: 'forked-device', subject: device.enrolment.device }]);
});

test('what is not ours is rejected and kept, and delays nothing else (I10)', async () => {
  const good = await proposalLine();
  const unsigned = { ...(await proposalLine()), signature: good.signature };
  const renamed = { ...(await proposalLine()), id: randomUUID() };
  const poison = 'not even json \0 \ud800';
  const noItem = JSON.stringify({ id: randomUUID(), item: '{"a":"\\u0000"}', signature: 'x' });
  const replies = await deliver(city.url, device, 'pantin', [poison, unsigned, noItem, good, renamed]);
  expect(replies.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
    'unreadable-line',
    'bad-signature',
    'unreadable-item',
    'accepted',
    'other-id',
  ]);
  expect(await deadLetters(JSON.stringify(unsigned))).toEqual(['bad-signature']);
  expect(await deadLetters(poison)).toEqual(['unreadable-line']);
  expect(await deadLetters(noItem)).toEqual(['unreadable-item']);
  expect(await submissionIsKept(unsigned.id)).toBe(false);
});

test('a bug that one item meets keeps no other item of its delivery waiting (I10)', async () => {
  const lines = await Promise.all(Array.from({ length: 7 }, () => proposalLine()));
  const poison = lines[4]?.id ?? '';
  await city.database.query(
    `create function stumble() returns trigger language plpgsql as 'begin raise exception ''a bug''; end'`,
  );
  await city.database.query(
    `create trigger stumble before insert on request for each row when (new.id = '${poison}') execute function stumble()`,
  );
  const replies = await deliver(city.url, device, 'pantin', lines);
  await city.database.query('drop trigger stumble on request');
  expect(replies.map(({ id }) => id)).toEqual(lines.map(({ id }) => id));
  expect(replies.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(6);
  expect(replies[4]).toEqual({ id: poison, outcome: 'retry', reason: 'internal' });
  expect(await submissionIsKept(poison)).toBe(false);
  const again = await deliver(city.url, device, 'pantin', lines);
  expect(again.map(({ outcome }) => outcome)).toEqual(
    lines.map(({ id }) => (id === poison ? 'accepted' : 'duplicate')),
  );
});

test('the same deliveries in opposite orders over two hubs at once have their effects once (I2)', async () => {
  const lines = await Promise.all(Array.from({ length: 20 }, () => proposalLine()));
  const other = await startHub({ database: city.database, keysFolder: city.keysFolder });
  // Slow enough that both are at it together.
  await city.database.query(
    `create function linger() returns trigger language plpgsql as 'begin perform pg_sleep(0.01); return new; end'`,
  );
  await city.database.query(
    'create trigger linger before insert on submission for each row execute function linger()',
  );
  const replies = await Promise.all([
    deliver(city.url, device, 'pantin', lines),
    deliver(other.url, device, 'pantin', lines.toReversed()),
  ]);
  await city.database.query('drop trigger linger on submission');
  await other.close();
  const outcomes = replies.flat().map(({ outcome }) => outcome);
  expect(outcomes.toSorted()).toEqual([
    ...lines.map(() => 'accepted' as const),
    ...lines.map(() => 'duplicate' as const),
  ]);
  for (const { id } of lines) expect(await requestsWithId(id)).toBe(1);
});

test('an unknown, a revoked and a foreign kiosk are not believed, and what they sent is kept', async () => {
  const revoked = await enrolDevice(city.url, await city.enrolmentCode());
  const line = await proposalLine({}, revoked);
  await revokeDevice(city.database, 'pantin', revoked.enrolment.device);
  expect(await sendOne(line)).toMatchObject({ outcome: 'rejected', reason: 'revoked-device' });
  expect(await deadLetters(JSON.stringify(line))).toEqual(['revoked-device']);

  const ghost = { ...device, enrolment: { ...device.enrolment, device: randomUUID() } };
  expect(await sendOne(await proposalLine({}, ghost))).toMatchObject({ reason: 'unknown-device' });

  const elsewhere = await sealProposal(device.keyset, {
    tenant: 'nowhere',
    service: SERVICE,
    receipt: await quickReceipt(),
    choices: CHOICES,
    text: 'ailleurs',
  });
  const wandering = await submissionLine(device, elsewhere, { incarnation, number: (number += 1) });
  expect(await sendOne(wandering)).toMatchObject({ outcome: 'rejected', reason: 'unknown-tenant' });
});

test('the first answer opens with the code of the receipt, and with no other', async () => {
  const season = seasonOf(new Date());
  const code = generateReceiptCode();
  const keys = await deriveReceiptKeys(code, 'pantin', season);
  const line = await proposalLine({ receipt: { ...keys, season } });
  expect(await sendOne(line)).toMatchObject({ outcome: 'accepted' });
  const record = await eventually(async () => {
    const changes = await readScope(city.url, device, 'pantin', 'answers');
    const change = changes.find((candidate) => candidate.id === `${keys.lookupId}.1`);
    return sealedAnswerSchema.parse(JSON.parse(change?.body ?? ''));
  });
  expect(await openAnswer(keys.keyPair.privateKey, 'pantin', record)).toEqual({
    ok: true,
    value: { state: 'received', answeredOn: dayInTheCity(new Date()) },
  });
  const other = await quickReceipt();
  expect(await openAnswer(other.keyPair.privateKey, 'pantin', record)).toEqual({
    ok: false,
    reason: 'cannot-open',
  });
});

test('somebody else’s lookup id, public in the feed, cannot be used to write over their answer', async () => {
  const victim = await quickReceipt();
  expect(await sendOne(await proposalLine({ receipt: victim }))).toMatchObject({ outcome: 'accepted' });
  const attacker = { ...(await quickReceipt()), lookupId: victim.lookupId };
  const line = await proposalLine({ receipt: attacker });
  expect(await sendOne(line)).toMatchObject({ outcome: 'accepted' });
  expect(await deadLetters(line.item)).toEqual(['receipt-in-use']);
  const changes = await eventually(async () => {
    const all = await readScope(city.url, device, 'pantin', 'answers');
    const own = all.filter((change) => change.id === `${victim.lookupId}.1`);
    expect(own).toHaveLength(1);
    return own;
  });
  const record = sealedAnswerSchema.parse(JSON.parse(changes[0]?.body ?? ''));
  expect((await openAnswer(victim.keyPair.privateKey, 'pantin', record)).ok).toBe(true);
});

test('of two items of one delivery that want the same, the first has it', async () => {
  const receipt = await quickReceipt();
  const lines = [await proposalLine({ receipt }), await proposalLine(), await proposalLine({ receipt })];
  const replies = await deliver(city.url, device, 'pantin', lines);
  expect(replies.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
  const letters = await Promise.all(lines.map(({ item }) => deadLetters(item)));
  expect(letters).toEqual([[], [], ['receipt-in-use']]);
});

test.each([
  ['unfit-choices', { choices: { kind: 'idea', commission: 'no-such-commission' } }],
  ['unfit-choices', { choices: { kind: 'idea' } }],
  ['unfit-choices', { choices: { ...CHOICES, extra: 'thing' } }],
  ['unknown-form', { formVersion: 99 }],
] satisfies [string, Partial<TestProposal>][])(
  'what a machine cannot decide (%s %#) is accepted and goes to people',
  async (reason, changes) => {
    const line = await proposalLine(changes);
    expect(await sendOne(line)).toMatchObject({ outcome: 'accepted' });
    expect(await submissionIsKept(line.id)).toBe(true);
    expect(await requestsWithId(line.id)).toBe(0);
    expect(await deadLetters(line.item)).toEqual([reason]);
    expect(await sendOne(line)).toMatchObject({ outcome: 'duplicate' });
  },
);

test('facts that the hub cannot open, or that are not facts, are accepted and go to people', async () => {
  const stranger = await quickReceipt();
  const hub = device.keyset.hub[0];
  if (hub === undefined) throw new Error('no hub key');
  const wrongKey = { ...device.keyset, hub: [{ ...hub, publicKey: stranger.keyPair.publicKey }] };
  const sealed = await proposalLine({}, { ...device, keyset: wrongKey });
  expect(await sendOne(sealed)).toMatchObject({ outcome: 'accepted' });
  expect(await deadLetters(sealed.item)).toEqual(['facts-cannot-open']);

  const otherKid = { ...device.keyset, hub: [{ ...hub, kid: 'nobody' }] };
  const unknown = await proposalLine({}, { ...device, keyset: otherKid });
  expect(await sendOne(unknown)).toMatchObject({ outcome: 'accepted' });
  expect(await deadLetters(unknown.item)).toEqual(['unknown-hub-key']);

  const nonsense = await proposalLine({ receipt: { ...stranger, lookupId: '../../x' } });
  expect(await sendOne(nonsense)).toMatchObject({ outcome: 'accepted' });
  expect(await deadLetters(nonsense.item)).toEqual(['unfit-facts']);

  // A key of the right length to which nothing can be sealed: the curve refuses it.
  const weak = { ...stranger, keyPair: { ...stranger.keyPair, publicKey: 'A'.repeat(43) } };
  const unsealable = await proposalLine({ receipt: weak });
  expect(await sendOne(unsealable)).toMatchObject({ outcome: 'accepted' });
  expect(await deadLetters(unsealable.item)).toEqual(['unfit-facts']);
});

test('a form that has changed since is adjudicated by the version that the visitor saw', async () => {
  const { rows } = await city.database.query<{ body: string }>(
    "select body from form_version where tenant = 'pantin' and form = $1 and version = 1",
    [SERVICE],
  );
  const next = { ...JSON.parse(rows[0]?.body ?? '{}'), version: 2 };
  next.questions = next.questions.filter((question: { id: string }) => question.id !== 'commission');
  await city.database.query(
    "insert into form_version (tenant, form, version, body) values ('pantin', $1, 2, $2)",
    [SERVICE, JSON.stringify(next)],
  );
  const old = await proposalLine({ formVersion: 1 });
  const recent = await proposalLine({ formVersion: 2, choices: { kind: 'idea' } });
  expect(await sendOne(old)).toMatchObject({ outcome: 'accepted' });
  expect(await sendOne(recent)).toMatchObject({ outcome: 'accepted' });
  expect([await requestsWithId(old.id), await requestsWithId(recent.id)]).toEqual([1, 1]);
});

test('more lines or more bytes than a batch may have are refused as a whole', async () => {
  await expect(
    deliver(
      city.url,
      device,
      'pantin',
      Array.from({ length: SUBMISSION_BATCH + 1 }, () => '{}'),
    ),
  ).rejects.toThrow('400');
  await expect(deliver(city.url, device, 'pantin', ['x'.repeat(4 * 1024 * 1024 + 1)])).rejects.toThrow('413');
  await expect(
    deliver(city.url, { ...device, headers: { authorization: '' } }, 'pantin', ['{}']),
  ).rejects.toThrow('401');
});
