import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, inject, onTestFinished, test } from 'vitest';
import { openDatabase, restore, type Database, type RestoreFailure } from '../../city/hub/index.ts';
import { dayInTheCity } from '../../city/hub/day.ts';
import { eraseDue } from '../../city/hub/submissions/erase.ts';
import { acksSchema } from '../../shared/sync/index.ts';
import { makeBackup, openKiosk, type KioskInFolder } from '../support/backed-up-city.ts';
import { startCity, type City } from '../support/city.ts';
import { openConsole } from '../support/console-client.ts';
import { temporaryFolder } from '../support/core.ts';
import { createDatabase } from '../support/postgres.ts';
import { attachmentOf, recordProposal } from '../support/recording.ts';

/*
 * "La ville garde votre proposition 730 jours après sa dernière réponse", the review says: then nothing of it is left, in
 * the database, in what is attached, or in a backup, however old.
 */

let city: City;
let kiosk: KioskInFolder;
const today = dayInTheCity(new Date());

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
});
afterAll(() => city.stop());
beforeEach(async () => {
  kiosk = await openKiosk(city);
  onTestFinished(() => kiosk.close());
});

interface Sent {
  id: string;
  /** Pieces of what was sent, as they would be seen in a file or a table. */
  traces: string[];
}

async function send(): Promise<Sent> {
  const photo = await attachmentOf(40_000);
  const id = await recordProposal(kiosk, 'Un banc', [photo]);
  expect(await kiosk.courier.deliver(kiosk.signal)).toMatchObject({ ok: true });
  expect(await kiosk.carrier.carry(kiosk.signal)).toMatchObject({ ok: true });
  const { rows } = await city.database.query<{ item: Buffer }>('select item from submission where id = $1', [
    id,
  ]);
  const item = rows[0]?.item.toString('utf8') ?? '';
  const { envelope } = JSON.parse(item) as { envelope: { words: string; facts: string } };
  const middle = (text: string) => text.slice(100, 140);
  return { id, traces: [middle(envelope.words), middle(envelope.facts)].flatMap(inHexToo) };
}

function inHexToo(text: string): string[] {
  return [text, Buffer.from(text).toString('hex')];
}

async function decide(id: string, state: 'accepted' | 'in-progress' = 'accepted'): Promise<void> {
  const { client } = openConsole(city.url);
  await client.signIn({ tenant: 'pantin', ...city.agent });
  const reason = { original: 'fr', fr: { text: 'Oui', by: 'human' } } as const;
  expect(await client.reply({ id, state, reason })).toMatchObject({ ok: true });
}

async function waitDays(id: string, days: number): Promise<void> {
  await city.database.query(
    `update sent_answer set answered_on = current_date - $2::integer where request = $1`,
    [id, days],
  );
}

/** Every row of every table as text, with bytes in hex. */
async function everything(database: Database): Promise<string> {
  const { rows: tables } = await database.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'upkeep')",
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await database.query<{ text: string }>(`select t::text as text from ${name} t`);
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}

/** All that lies in a folder, unpacked. */
function filesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)))
    .map((bytes) => (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('latin1'))
    .join('\n');
}

const holds = (text: string, { traces }: Sent) => traces.some((trace) => text.includes(trace));

async function putBack<T>(
  folder: string,
  look: (database: Database) => Promise<T>,
): Promise<T | RestoreFailure> {
  const fresh = await createDatabase(inject('databaseServer'));
  const restored = await restore({ databaseUrl: fresh.url, folder, report: () => undefined });
  const database = openDatabase(fresh.url);
  try {
    return restored.ok ? await look(database) : restored.reason;
  } finally {
    await database.end();
    await fresh.drop();
  }
}

test('what a form promised to erase is gone from the database, from what is attached, and from every backup', async () => {
  const [gone, young, undecided] = [await send(), await send(), await send()];
  const backups = temporaryFolder();
  expect(await makeBackup(city, join(backups, 'old'))).toMatchObject({ ok: true, value: { settled: 3 } });
  expect(holds(filesOf(backups), gone)).toBe(false);
  expect(await putBack(join(backups, 'old'), everything)).toSatisfy(
    (text: string) => holds(text, gone) && holds(text, young),
  );

  await decide(gone.id);
  await decide(young.id);
  await decide(undecided.id, 'in-progress');
  await waitDays(gone.id, 731);
  await waitDays(young.id, 730);
  await waitDays(undecided.id, 2_000);
  await city.database.query(
    `insert into dead_letter (tenant, sha256, reason, content)
     select tenant, sha256, 'bad-signature', item from submission where id = $1`,
    [gone.id],
  );
  expect(holds(await everything(city.database), gone)).toBe(true);
  const erased = await Promise.all([eraseDue(city.database, today), eraseDue(city.database, today)]);
  expect(erased.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await eraseDue(city.database, '2099-01-01')).toBe(0);

  const left = await everything(city.database);
  expect([gone, young, undecided].map((sent) => holds(left, sent))).toEqual([false, true, true]);
  const { rows } = await city.database.query(
    `select request.choices, request.state, submission.item, submission.erased_on::text as "erasedOn",
       (select count(*)::integer from submission_attachment where submission = request.id) as attached,
       (select array_agg(action order by id) from journal where journal.request = request.id) as journal
     from request join submission using (tenant, id) where id = $1`,
    [gone.id],
  );
  expect(rows).toEqual([
    {
      choices: {},
      state: 'accepted',
      item: Buffer.alloc(0),
      erasedOn: today,
      attached: 0,
      journal: ['reply'],
    },
  ]);
  const { rows: pieces } = await city.database.query(
    'select count(distinct sha256)::integer as count from attachment_piece',
  );
  expect(pieces).toEqual([{ count: 2 }]);

  const { rows: keys } = await city.database.query<{ submission: string }>(
    'select submission from upkeep.item_key',
  );
  expect(keys.map(({ submission }) => submission).toSorted()).toEqual([young.id, undecided.id].toSorted());

  // The newest file of keys opens all backups, the oldest too, and what was erased in none.
  expect(await makeBackup(city, join(backups, 'new'))).toMatchObject({ ok: true });
  for (const backup of ['old', 'new']) {
    const looked = await putBack(join(backups, backup), async (database) => {
      const text = await everything(database);
      const { rows: kept } = await database.query<{ id: string }>(
        'select id from submission where erased_on is null',
      );
      return {
        holds: [gone, young].map((sent) => holds(text, sent)),
        kept: kept.map(({ id }) => id).toSorted(),
      };
    });
    expect(looked).toEqual({ holds: [false, true], kept: [young.id, undecided.id].toSorted() });
  }
});

test('a kiosk that still has what was erased is told to erase it, and sending it again brings nothing back', async () => {
  const sent = await send();
  const line = kiosk.precious.outbox.find(sent.id);
  await decide(sent.id);
  await waitDays(sent.id, 731);
  expect(await eraseDue(city.database, today)).toBe(1);
  const acks = await kiosk.hub.acks('pantin', [sent.id], kiosk.signal);
  if (!acks.ok || line === undefined) throw new Error('no acks');
  expect(acksSchema.parse(JSON.parse(acks.value.text)).acks).toMatchObject([{ state: 'settled' }]);
  const again = { id: sent.id, item: line.item, signature: line.signature };
  const reply = await kiosk.hub.submit('pantin', [again], kiosk.signal);
  expect(reply).toEqual({ ok: true, value: [{ id: sent.id, outcome: 'duplicate', needBlobs: [] }] });
  expect(holds(await everything(city.database), sent)).toBe(false);
  const { client } = openConsole(city.url);
  await client.signIn({ tenant: 'pantin', ...city.agent });
  expect(await client.open({ id: sent.id })).toEqual({ ok: false, reason: 'unknown-request' });
  const inbox = await client.inbox({});
  expect(inbox.ok && inbox.value.head?.rows.some(({ id }) => id === sent.id)).toBe(false);
});

test('a request without a decision is never erased, however late: the console says so', async () => {
  const sent = await send();
  await waitDays(sent.id, 3_000);
  await city.database.query(`update request set received_on = current_date - 3000 where id = $1`, [sent.id]);
  expect(await eraseDue(city.database, today)).toBe(0);
  const { client } = openConsole(city.url);
  await client.signIn({ tenant: 'pantin', ...city.agent });
  expect(await client.open({ id: sent.id })).toMatchObject({ ok: true, value: { late: true } });
  await decide(sent.id);
  const decided = await client.open({ id: sent.id });
  expect(decided).toMatchObject({ ok: true, value: { keptUntil: expect.any(String) as string } });
  expect(decided.ok && decided.value.late).toBe(undefined);
});

test('a form that cannot be read any more has its requests kept for a year', async () => {
  const sent = await send();
  await decide(sent.id);
  await city.database.query('update request set form_version = 99 where id = $1', [sent.id]);
  await waitDays(sent.id, 365);
  expect(await eraseDue(city.database, today)).toBe(0);
  await waitDays(sent.id, 366);
  expect(await eraseDue(city.database, today)).toBe(1);
});

test('a backup is put back only with the keys of its time or later', async () => {
  const backups = temporaryFolder();
  const folder = join(backups, 'backup');
  expect(await makeBackup(city, folder)).toMatchObject({ ok: true });
  const done = () => Promise.resolve('put back');
  expect(await putBack(folder, done)).toBe('put back');
  const manifest = join(folder, 'manifest.json');
  const text = readFileSync(manifest, 'utf8');
  writeFileSync(
    manifest,
    text.replace(/"edition": (\d+)/, (_, edition: string) => `"edition": ${Number(edition) + 1}`),
  );
  expect(await putBack(folder, done)).toBe('keys-too-old');
  writeFileSync(manifest, text);
  rmSync(join(backups, readdirSync(backups).find((name) => name.startsWith('item-keys-')) ?? ''));
  expect(await putBack(folder, done)).toBe('keys-missing');
});
