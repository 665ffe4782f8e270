import { readFileSync, readdirSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createAgent, migrate, openDatabase, type Database } from '../../city/hub/index.ts';
import { readMigrations } from '../../city/hub/database/index.ts';
import { openAnswer, openPart, sealedAnswerSchema } from '../../shared/sealing/index.ts';
import { outboxItemSchema } from '../../shared/sync/index.ts';
import { startCity } from '../support/city.ts';
import { openConsole } from '../support/console-client.ts';
import { deliver, enrolDevice, quickReceipt, sealProposal, submissionLine } from '../support/device.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createDatabase(inject('databaseServer'));
  database = openDatabase(testDatabase.url);
  await Promise.all([migrate(database), migrate(database), migrate(database)]);
});

afterAll(async () => {
  await database.end();
  await testDatabase.drop();
});

interface TableKey {
  name: string;
  key: string[] | null;
}

/** What the program notes of the database itself belongs to no tenant, and lies in a schema of its own for that reason. */
const OF_NO_TENANT = new Set(['upkeep.migration', 'upkeep.life']);

async function tablesWithoutTenant(): Promise<string[]> {
  const { rows } = await database.query<TableKey>(
    `select namespace.nspname || '.' || class.relname as name,
       (select array_agg(attribute.attname::text order by place.ordinality)
        from pg_constraint key
        cross join unnest(key.conkey) with ordinality as place (attnum, ordinality)
        join pg_attribute attribute on attribute.attrelid = key.conrelid and attribute.attnum = place.attnum
        where key.conrelid = class.oid and key.contype = 'p') as key
     from pg_class class join pg_namespace namespace on namespace.oid = class.relnamespace
     where class.relkind in ('r', 'p') and namespace.nspname not in ('pg_catalog', 'information_schema')`,
  );
  expect(rows.length).toBeGreaterThan(10);
  return rows
    .filter((table) => !OF_NO_TENANT.has(table.name) && table.key?.[0] !== 'tenant')
    .map((table) => table.name);
}

test('the primary key of every table begins with the tenant', async () => {
  expect(await tablesWithoutTenant()).toEqual([]);
  await database.query(
    'create table stray (id integer primary key, tenant text); create table keyless (tenant text)',
  );
  expect((await tablesWithoutTenant()).toSorted()).toEqual(['public.keyless', 'public.stray']);
  await database.query('drop table stray, keyless');
});

test('hubs that start together migrate once; a database of a newer program is left alone', async () => {
  const { rows } = await database.query<{ number: number }>(
    'select number from upkeep.migration order by number',
  );
  expect(rows.map((row) => row.number)).toEqual(readMigrations().map((migration) => migration.number));
  await database.query("insert into upkeep.migration (number, name) values (9999, 'from the future')");
  await expect(migrate(database)).rejects.toThrow('newer program (migration 9999)');
  await database.query('delete from upkeep.migration where number = 9999');
  await migrate(database);
});

const ADDITIONS = [
  /^create table (upkeep\.)?\w+ \(/,
  /^create (unique )?index \w+ on /,
  /^alter table \w+ add column \w+ (?!.*not null(?!.*default))/,
];

/** The statements of a migration that do more than add: an older hub beside this one could not live with them. */
function breaksOlderHubs(sql: string): string[] {
  const statements = sql
    .replaceAll(/--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim().replaceAll(/\s+/g, ' ').toLowerCase());
  const isInOwnTable = (statement: string) => {
    const [, table] = /^insert into (\w+) /.exec(statement) ?? [];
    return table !== undefined && statements.some((other) => other.startsWith(`create table ${table} `));
  };
  return statements.filter(
    (statement) =>
      statement !== '' &&
      !ADDITIONS.some((addition) => addition.test(statement)) &&
      // Rows of a table that no older hub knows.
      !isInOwnTable(statement),
  );
}

test.each(readMigrations())('migration $name only adds', ({ sql }) => {
  expect(breaksOlderHubs(sql)).toEqual([]);
});

test('migrations are numbered from one without a gap', () => {
  const numbers = readMigrations().map((migration) => migration.number);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test.each([
  'drop table request',
  'alter table request drop column state',
  'alter table request rename column state to status',
  'alter table request add column site text not null',
  'update request set turn = 0',
  'delete from feed',
  'truncate feed',
])('the guard flags: %s', (sql) => {
  expect(breaksOlderHubs(`create table a (b text);\n${sql};`)).toEqual([sql]);
});

test.each([
  '-- drop table request\ncreate table a (b text)',
  'create unique index a on b (c)',
  'alter table request add column note text',
  "alter table request add column note text not null default ''",
])('the guard allows: %s', (sql) => {
  expect(breaksOlderHubs(sql)).toEqual([]);
});

test('a stolen database opens nothing: no submission, no answer, no session, no kiosk', async () => {
  const city = await startCity({ tenants: ['pantin'] });
  try {
    const code = await city.enrolmentCode();
    const device = await enrolDevice(city.url, code);
    const receipt = await quickReceipt();
    const envelope = await sealProposal(device.keyset, {
      tenant: 'pantin',
      service: 'droit-de-proposition-populaire',
      receipt,
      choices: { kind: 'idea', commission: 'not-sure' },
      text: 'secret',
    });
    const line = await submissionLine(device, envelope, { incarnation: randomUUID(), number: 1 });
    await deliver(city.url, device, 'pantin', [line]);
    await city.enrolmentCode();
    const signedIn = openConsole(city.url);
    expect(await signedIn.client.signIn({ tenant: 'pantin', ...city.agent })).toMatchObject({ ok: true });

    const stolen = await dump(city.database);
    expect(stolen).toContain(envelope.words);
    for (const secret of secretsOf(city.keysFolder, city.rootFolder)) expect(stolen).not.toContain(secret);
    expect(stolen).not.toContain(code.split('.')[1]);
    expect(stolen).not.toContain(city.agent.password);

    // Everything in the dump that has the length of a key, tried as one.
    const candidates = [...new Set(stolen.match(/(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g))];
    expect(candidates.length).toBeGreaterThan(5);
    const { rows } = await city.database.query<{ item: Buffer }>('select item from submission');
    const item = outboxItemSchema.parse(JSON.parse(rows[0]?.item.toString() ?? ''));
    const answers = await city.database.query<{ body: string }>(
      "select body from entity where collection = 'answer'",
    );
    const answer = sealedAnswerSchema.parse(JSON.parse(answers.rows[0]?.body ?? ''));
    for (const candidate of candidates) {
      const tries = [
        await openPart('facts', item.envelope, candidate),
        await openPart('words', item.envelope, candidate),
        await openAnswer(candidate, 'pantin', answer),
      ];
      expect(tries.filter((attempt) => attempt.ok)).toEqual([]);
      const thief = openConsole(city.url, { cookie: `borne-session=pantin.${candidate}` });
      expect(await thief.client.me()).toEqual({ ok: false, reason: 'not-signed-in' });
      await expect(enrolDevice(city.url, `pantin.${candidate}`)).rejects.toThrow('403');
      await city.database.query('delete from tries');
    }
    // The same doors open with the true keys: what failed above failed for want of them.
    expect(await signedIn.client.me()).toMatchObject({ ok: true });
    expect((await openAnswer(receipt.keyPair.privateKey, 'pantin', answer)).ok).toBe(true);
  } finally {
    await city.stop();
  }
});

/** Every row of every table as text, and the bytes of every column of bytes as the text that they are. */
async function dump(source: Database): Promise<string> {
  const { rows: columns } = await source.query<{ table: string; column: string; type: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as table, quote_ident(column_name) as column,
       data_type as type
     from information_schema.columns where table_schema in ('public', 'upkeep')`,
  );
  const texts = [];
  for (const { table, column, type } of columns) {
    const value = type === 'bytea' ? `convert_from(${column}, 'UTF8')` : `${column}::text`;
    const { rows } = await source.query<{ value: string | null }>(`select ${value} as value from ${table}`);
    texts.push(...rows.map((row) => row.value ?? ''));
  }
  return texts.join('\n');
}

function secretsOf(...folders: string[]): string[] {
  const secrets = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/"privateKey": "([^"]+)"/g)])
      .map((match) => match[1] ?? ''),
  );
  expect(secrets.length).toBeGreaterThan(3);
  return secrets;
}

test('a password is kept as argon2id with the cost that OWASP asks for', async () => {
  await createAgent(database, 'pantin', 'agent');
  const { rows } = await database.query<{ password: string }>(
    "select password from agent where name = 'agent'",
  );
  expect(rows[0]?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});
