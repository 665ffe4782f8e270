import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '../../shared/contract/index.ts';
import { startCity, type City } from '../support/city.ts';
import { openConsole, type TestConsole } from '../support/console-client.ts';
import {
  deliver,
  enrolDevice,
  quickReceipt,
  sealProposal,
  submissionLine,
  type TestDevice,
} from '../support/device.ts';

/* The database goes away in the middle of an answer: all of it was sent, or nothing. */

/** What an answer writes, in this order: the connection is cut at each. */
const WRITES = [
  ['entity', 'insert or update'],
  ['feed', 'insert'],
  ['sent_answer', 'insert'],
  ['request', 'update'],
  ['journal', 'insert'],
] as const;

let city: City;
let device: TestDevice;
let client: TestConsole['client'];

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
  device = await enrolDevice(city.url, await city.enrolmentCode());
  client = openConsole(city.url).client;
  await client.signIn({ tenant: 'pantin', ...city.agent });
});
afterAll(() => city.stop());

async function send(): Promise<string> {
  const envelope = await sealProposal(device.keyset, {
    tenant: 'pantin',
    service: 'droit-de-proposition-populaire',
    receipt: await quickReceipt(),
    choices: { kind: 'idea', commission: 'not-sure' },
    text: 'Un banc',
  });
  const line = await submissionLine(device, envelope, { incarnation: randomUUID(), number: 1 });
  const [reply] = await deliver(city.url, device, 'pantin', [line]);
  expect(reply?.outcome).toBe('accepted');
  return line.id;
}

function replyTo(id: string): Reply {
  return { id, state: 'accepted', reason: { original: 'fr', fr: { text: 'Oui', by: 'human' } } };
}

/** All that an answer changes. */
async function stateOf(id: string): Promise<unknown> {
  const { rows } = await city.database.query(
    `select request.state, request.turn, request.lookup_id,
       (select array_agg(turn order by turn) from sent_answer where sent_answer.request = request.id) as sent,
       (select array_agg(action order by id) from journal where journal.request = request.id) as journal,
       (select array_agg(entity.id || deleted order by entity.id) from entity where collection = 'answer') as records,
       (select count(*)::integer from feed where collection = 'answer') as lines
     from request where id = $1`,
    [id],
  );
  return rows[0];
}

/** From now on, whatever writes there is cut off by its server in the middle of its transaction. */
async function cutAt(table: string, event: string): Promise<() => Promise<unknown>> {
  await city.database.query(
    `create or replace function cut_off() returns trigger language plpgsql as
       $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); return null; end $$;
     create trigger cut_off after ${event} on "${table}" execute function cut_off()`,
  );
  return () => city.database.query(`drop trigger cut_off on "${table}"`);
}

describe.each(WRITES)('the connection is cut as an answer writes %s', (table, event) => {
  test('nothing of it is sent, the agent is told to try again, and then it is sent once', async () => {
    const id = await send();
    const before = await stateOf(id);
    const mend = await cutAt(table, event);
    await expect(client.reply(replyTo(id))).rejects.toMatchObject({ status: 503 });
    await mend();
    expect(await stateOf(id)).toEqual(before);
    const [first, second] = await Promise.all([client.reply(replyTo(id)), client.reply(replyTo(id))]);
    expect([first, second]).toEqual([
      { ok: true, value: { turn: 2 } },
      { ok: true, value: { turn: 2 } },
    ]);
    expect(await stateOf(id)).toMatchObject({ state: 'accepted', turn: 2, sent: [1, 2], journal: ['reply'] });
  });
});

test('a new receipt that is cut off in the middle leaves the old one as it was', async () => {
  const id = await send();
  await client.reply(replyTo(id));
  await client.receipts.ask({ id });
  const before = await stateOf(id);
  for (const [table, event] of [
    ['feed', 'insert'],
    ['request', 'update'],
  ] as const) {
    const mend = await cutAt(table, event);
    await expect(client.receipts.make({ id })).rejects.toMatchObject({ status: 503 });
    await mend();
    expect(await stateOf(id)).toEqual(before);
  }
  expect(await client.receipts.make({ id })).toMatchObject({ ok: true, value: { answers: 2 } });
});
