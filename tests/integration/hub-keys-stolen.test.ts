import { randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import {
  deriveReceiptKeys,
  generateReceiptCode,
  groupReceiptCode,
  openAnswer,
  openPart,
  seasonOf,
  sealedAnswerSchema,
  type Envelope,
  type SealedAnswer,
} from '../../shared/sealing/index.ts';
import { makeBackup } from '../support/backed-up-city.ts';
import { searchFiles } from '../support/canary.ts';
import { startCity, type City } from '../support/city.ts';
import { openConsole } from '../support/console-client.ts';
import { deliver, enrolDevice, readScope, sealProposal, submissionLine } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';

const SERVICE = 'droit-de-proposition-populaire';
const WORDS_CANARY = 'Mimosa-8842-du-visiteur';
const REPLY_CANARY = 'Glycine-5517-de-l-agent';

/** What a thief would look for, and by what name it is told when it is found. */
const secrets: Record<string, string> = {
  'a visitor’s words': WORDS_CANARY,
  'an agent’s words': REPLY_CANARY,
};

let city: City;
let envelope: Envelope;
let answer: SealedAnswer;
let receiptKey: string;
const folderOfRun = mkdtempSync(join(tmpdir(), 'borne-stolen-'));
/** Where what was stolen lies, by what was stolen. */
const stolen: Record<string, string> = {};

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
  await fillWithLife();
  await city.database.query('checkpoint');
  stolen['a dump of every row'] = await dumpRows();
  stolen['a backup'] = await unpackedBackup();
  const files = await databaseFiles();
  if (files !== undefined) stolen['the files of the database'] = files;
});

afterAll(async () => {
  await city.stop();
  rmSync(folderOfRun, { recursive: true, force: true });
});

/** A request, an answer, an account, a session and a kiosk that is not enrolled yet. */
async function fillWithLife(): Promise<void> {
  const device = await enrolDevice(city.url, await city.enrolmentCode());
  const code = generateReceiptCode();
  const season = seasonOf(new Date());
  const receipt = { ...(await deriveReceiptKeys(code, 'pantin', season)), season };
  receiptKey = receipt.keyPair.privateKey;
  const choices = { kind: 'idea', commission: 'not-sure' };
  const proposal = { tenant: 'pantin', service: SERVICE, receipt, choices, text: WORDS_CANARY };
  envelope = await sealProposal(device.keyset, proposal);
  const line = await submissionLine(device, envelope, { incarnation: randomUUID(), number: 1 });
  expect(await deliver(city.url, device, 'pantin', [line])).toMatchObject([{ outcome: 'accepted' }]);

  const password = await createAgent(city.database, 'pantin', 'camille', [{ role: 'agent' }]);
  const signedIn = openConsole(city.url);
  expect(await signedIn.client.signIn({ tenant: 'pantin', name: 'camille', password })).toMatchObject({
    ok: true,
  });
  expect(await signedIn.client.open({ id: line.id })).toMatchObject({ ok: true });
  const reason = { original: 'fr' as const, fr: { text: REPLY_CANARY, by: 'human' as const } };
  expect(await signedIn.client.reply({ id: line.id, state: 'refused', reason })).toMatchObject({ ok: true });
  answer = await eventually(async () => {
    const changes = await readScope(city.url, device, 'pantin', 'answers');
    const change = changes.find(({ id }) => id === `${receipt.lookupId}.2`);
    return sealedAnswerSchema.parse(JSON.parse(change?.body ?? 'null'));
  });

  secrets['a receipt code'] = code;
  secrets['a receipt code in groups'] = groupReceiptCode(code).join(' ');
  secrets['a receipt’s private key'] = receiptKey;
  secrets['a password'] = password;
  secrets['a session'] = /^borne-session=pantin\.([\w-]+)/.exec(signedIn.cookies[0] ?? '')?.[1] ?? '';
  secrets['an enrolment code'] = (await city.enrolmentCode()).split('.')[1] ?? '';
  for (const [at, key] of privateKeys().entries()) secrets[`a private key of the city, ${at}`] = key;
}

function privateKeys(): string[] {
  return [city.keysFolder, city.rootFolder].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/"privateKey": "([^"]+)"/g)])
      .map((match) => match[1] ?? ''),
  );
}

/** Each column in a file: as PostgreSQL writes it, and what is bytes as these bytes, so that nothing hides in hexadecimal. */
async function dumpRows(): Promise<string> {
  const folder = join(folderOfRun, 'dump');
  mkdirSync(folder);
  const { rows: columns } = await city.database.query<{ schema: string; table: string; column: string }>(
    `select table_schema as schema, table_name as table, column_name as column
     from information_schema.columns where table_schema in ('public', 'upkeep')`,
  );
  for (const { schema, table, column } of columns) {
    const { rows } = await city.database.query<{ value: unknown }>(
      `select "${column}" as value from "${schema}"."${table}"`,
    );
    const values = rows.map(({ value }) => (Buffer.isBuffer(value) ? value : Buffer.from(textOf(value))));
    writeFileSync(join(folder, `${schema}.${table}.${column}`), Buffer.concat(values));
  }
  return folder;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** As `npm run backup` makes it, and its files once more without the packing. */
async function unpackedBackup(): Promise<string> {
  const folder = join(folderOfRun, 'backup');
  expect(await makeBackup(city, folder)).toMatchObject({ ok: true });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.gz'))) {
    const lines = gunzipSync(readFileSync(join(folder, name)));
    writeFileSync(join(folder, `${name}.unpacked`), lines);
    // Bytes are written in hexadecimal.
    const decoded = lines
      .toString('latin1')
      .replaceAll(/\\\\?x([0-9a-f]+)/g, (_all, hex: string) => Buffer.from(hex, 'hex').toString('latin1'));
    writeFileSync(join(folder, `${name}.decoded`), Buffer.from(decoded, 'latin1'));
  }
  return folder;
}

/** What lies on the disk of the database's server, old versions of rows included; undefined when it is another machine. */
async function databaseFiles(): Promise<string | undefined> {
  const { rows } = await city.database.query<{ folder: string; oid: string }>(
    `select current_setting('data_directory') as folder, oid::text from pg_database where datname = current_database()`,
  );
  const files = join(rows[0]?.folder ?? '', 'base', rows[0]?.oid ?? '');
  if (!existsSync(files)) return undefined;
  const folder = join(folderOfRun, 'files');
  cpSync(files, folder, { recursive: true });
  return folder;
}

describe.each(['a dump of every row', 'a backup', 'the files of the database'])('%s', (what) => {
  test('holds no words, no code, no password, no session and no key, in no spelling', () => {
    const folder = stolen[what];
    if (folder === undefined) return;
    const known = [SERVICE, answer.lookupId, 'camille'];
    // What is there in clear is found: what is not found is not there.
    for (const text of known) expect(searchFiles(folder, [text]).length).toBeGreaterThan(0);
    for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThan(8);
    const found = Object.entries(secrets).flatMap(([name, secret]) =>
      searchFiles(folder, [secret]).map(({ where, spelling }) => `${name} in ${where} as ${spelling}`),
    );
    expect(found).toEqual([]);
  });

  test('holds nothing that opens a request or an answer', async () => {
    const folder = stolen[what];
    if (folder === undefined) return;
    const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => !file.endsWith('.gz'))
      .map((file) => readFileSync(join(folder, file), 'latin1'));
    const pattern = /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g;
    const candidates = [...new Set(texts.flatMap((text) => text.match(pattern) ?? []))];
    expect(candidates.length).toBeGreaterThan(5);
    for (const candidate of candidates) {
      const tries = [
        await openPart('facts', envelope, candidate),
        await openPart('words', envelope, candidate),
        await openAnswer(candidate, 'pantin', answer),
      ];
      expect(tries.filter(({ ok }) => ok)).toEqual([]);
    }
  });
});

test('with the keys, and with the code, the same things open', async () => {
  const keys = privateKeys();
  const opens = async (part: 'facts' | 'words') =>
    (await Promise.all(keys.map((key) => openPart(part, envelope, key)))).filter(({ ok }) => ok).length;
  expect(await opens('facts')).toBe(1);
  expect(await opens('words')).toBe(1);
  expect(await openAnswer(receiptKey, 'pantin', answer)).toMatchObject({ ok: true });
});
