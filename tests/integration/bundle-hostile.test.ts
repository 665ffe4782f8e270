import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { inTransaction } from '../../city/hub/database/index.ts';
import { putRecord } from '../../city/hub/feed/index.ts';
import { takeFromStick } from '../../electron/core/bundle/index.ts';
import { silentLog } from '../../electron/core/log/index.ts';
import { SegmentFiles } from '../../electron/core/store/index.ts';
import { type City, startCity } from '../support/city.ts';
import { Bridge } from '../support/bridge.ts';
import { configurationFor, recordsOf, temporaryFolder } from '../support/core.ts';
import { eventually } from '../support/eventually.ts';
import { exportTo, importFrom, leftBy, LonelyKiosk } from '../support/stick.ts';

/* What pockets, pulled plugs and bad people do to a stick. */

const TENANT = 'pantin';
const SCRIPT = resolve(import.meta.dirname, '../../scripts/bundle.ts');
let city: City;
let stick: string;

beforeAll(async () => {
  city = await startCity({ tenants: [TENANT] });
});

afterAll(() => city.stop());

beforeEach(() => {
  stick = temporaryFolder();
});

/** How the content of the home tenant was taken. */
async function contentSaid(kiosk: LonelyKiosk, folder = stick) {
  const said = await (await kiosk.staff()).carryFromStick({ folder });
  return said.ok ? said.value.tenants[0]?.content : said;
}

const refused = (reason: string) => ({ ok: false, reason });
const carryUp = async (kiosk: LonelyKiosk, folder = stick) => (await kiosk.staff()).carryToStick({ folder });

test('a stick with links, pipes and endless files in the place of ours is refused, and nothing is followed', async () => {
  const kiosk = await LonelyKiosk.enrolled(city);
  await kiosk.recordSome(1);
  await exportTo(city, stick);
  const aside = temporaryFolder();
  const place = join(stick, TENANT);
  const checkpoint = join(place, 'checkpoints', `${kiosk.device}.json`);
  const list = join(place, 'bundle.json');

  renameSync(list, join(aside, 'bundle.json'));
  expect(await contentSaid(kiosk)).toEqual(refused('unfinished'));
  symlinkSync(join(aside, 'bundle.json'), list);
  expect(await contentSaid(kiosk)).toEqual(refused('unfinished'));
  rmSync(list);
  renameSync(join(aside, 'bundle.json'), list);

  renameSync(checkpoint, join(aside, 'checkpoint'));
  expect(await contentSaid(kiosk)).toEqual(refused('altered'));
  execFileSync('mkfifo', [checkpoint]);
  expect(await contentSaid(kiosk)).toEqual(refused('altered'));
  rmSync(checkpoint);
  mkdirSync(checkpoint);
  expect(await contentSaid(kiosk)).toEqual(refused('altered'));
  rmSync(checkpoint, { recursive: true });
  writeFileSync(checkpoint, '');
  truncateSync(checkpoint, 20_000_000_000);
  expect(await contentSaid(kiosk)).toEqual(refused('altered'));
  rmSync(checkpoint);
  renameSync(join(aside, 'checkpoint'), checkpoint);

  renameSync(join(place, 'segments'), join(aside, 'segments'));
  symlinkSync(join(aside, 'segments'), join(place, 'segments'));
  expect(await contentSaid(kiosk)).toEqual(refused('altered'));
  expect(recordsOf(kiosk.folder, TENANT).size).toBe(0);
  rmSync(join(place, 'segments'));
  renameSync(join(aside, 'segments'), join(place, 'segments'));
  expect(await contentSaid(kiosk)).toMatchObject({ ok: true });

  renameSync(place, join(aside, TENANT));
  symlinkSync(join(aside, TENANT), place);
  expect(await contentSaid(kiosk)).toEqual(refused('nothing-here'));
  expect(await carryUp(kiosk)).toEqual(refused('stick-failed'));
  expect(leftBy(aside, TENANT, kiosk.device)).toEqual([]);
});

test('what is no stick is told apart: nothing there, the kiosk’s own folder, one that cannot be written, a full one', async () => {
  const kiosk = await LonelyKiosk.enrolled(city);
  await kiosk.recordSome(30);
  const staff = await kiosk.staff();
  for (const folder of [join(stick, 'gone'), kiosk.folder, join(kiosk.folder, 'logs'), '/', '/dev/null']) {
    expect(await staff.carryToStick({ folder })).toEqual(refused('no-stick'));
    expect(await staff.carryFromStick({ folder })).toEqual(refused('no-stick'));
  }
  await expect(staff.carryToStick({ folder: '../stick' })).rejects.toThrow();
  expect(await staff.carryToStick({ folder: '/sys/kernel' })).toEqual(refused('stick-read-only'));

  const { pid } = await kiosk.process();
  const limit = (bytes: string) => execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
  limit('60000');
  expect(await staff.carryToStick({ folder: stick })).toEqual(refused('stick-full'));
  expect(leftBy(stick, TENANT, kiosk.device)).toEqual([]);
  limit('unlimited');
  expect(await staff.carryToStick({ folder: stick })).toEqual({ ok: true, value: { items: 30 } });
  const stranger = new Bridge();
  stranger.start('core', temporaryFolder());
  await stranger.hears('ready');
  expect(await stranger.staff(1).carryToStick({ folder: stick })).toEqual(refused('not-enrolled'));
  // A page has no way to it.
  const page = stranger.client(2) as unknown as ReturnType<Bridge['staff']>;
  await expect(page.carryToStick({ folder: stick })).rejects.toThrow();
});

test('a kiosk killed at any moment with a stick in it loses nothing, and the next try is whole', async () => {
  const kiosk = await LonelyKiosk.enrolled(city);
  const ids = await kiosk.recordSome(60);
  await exportTo(city, stick);
  for (let round = 0; round < 2; round += 1) {
    const staff = await kiosk.staff();
    void staff.carryToStick({ folder: stick }).catch(() => undefined);
    await sleep(Math.random() * 40);
    await kiosk.kill();
    void (await kiosk.staff()).carryFromStick({ folder: stick }).catch(() => undefined);
    await sleep(Math.random() * 60);
    await kiosk.kill();
    const count = recordsOf(kiosk.folder, TENANT).size;
    expect(count === 0 || count > 10).toBe(true);
  }
  expect(await carryUp(kiosk)).toEqual({ ok: true, value: { items: 60 } });
  expect(leftBy(stick, TENANT, kiosk.device)).toHaveLength(2);
  expect(await contentSaid(kiosk)).toMatchObject({ ok: true });
  expect(await importFrom(city, stick)).toEqual({ accepted: 60 });
  expect([...kiosk.states().keys()].toSorted()).toEqual(ids.toSorted());
});

test('the city’s command killed at any moment leaves a stick that is refused or whole, and takes nothing in twice', async () => {
  const kiosk = await LonelyKiosk.enrolled(city);
  await kiosk.recordSome(40);
  await carryUp(kiosk);
  const env = { ...process.env, DATABASE_URL: city.databaseUrl, BORNE_KEYS: city.keysFolder };
  for (const work of ['export', 'import', 'export', 'import']) {
    const command = spawn(process.execPath, [SCRIPT, work, stick], { env, stdio: 'ignore' });
    const ended = once(command, 'exit');
    await eventually(async () => {
      if (work === 'export') return expect(existsSync(join(stick, TENANT, 'checkpoints'))).toBe(true);
      const { rowCount } = await city.database.query('select 1 from submission where device = $1', [
        kiosk.device,
      ]);
      return expect(rowCount).toBeGreaterThan(0);
    }).catch(() => undefined);
    await sleep(Math.random() * 20);
    command.kill('SIGKILL');
    await ended;
    const said = await contentSaid(kiosk);
    expect([refused('unfinished'), { ok: true, value: expect.anything() as unknown }]).toContainEqual(said);
  }
  const { accepted = 0, duplicate = 0, ...others } = await importFrom(city, stick);
  expect([accepted + duplicate, others]).toEqual([40, {}]);
  const { rowCount } = await city.database.query(
    'select 1 from request join submission using (tenant, id) where device = $1',
    [kiosk.device],
  );
  expect(rowCount).toBe(40);
  await exportTo(city, stick);
  expect(await contentSaid(kiosk)).toMatchObject({ ok: true });
});

test('at the city: links, pipes and foreign files are not opened or not read on, and the staff is told what to do', async () => {
  const kiosk = await LonelyKiosk.enrolled(city);
  await kiosk.recordSome(3);
  await carryUp(kiosk);
  const place = join(stick, TENANT);
  const name = leftBy(stick, TENANT, kiosk.device).find((each) => each.startsWith('submissions-')) ?? '';
  const own = join(place, name);
  const stranger = (sign: string) =>
    join(place, `submissions-${crypto.randomUUID()}.${sign.repeat(8)}.ndjson`);
  symlinkSync(own, stranger('a'));
  execFileSync('mkfifo', [stranger('b')]);
  writeFileSync(stranger('c'), 'not an item\n'.repeat(5_000));
  truncateSync(own, readFileSync(own).byteLength - 10);
  const before = await city.database.query('select 1 from dead_letter');
  expect(await importFrom(city, stick)).toEqual({
    accepted: 2,
    rejected: 102,
    'cut-off': 1,
    strange: 1,
    'not-a-file': 2,
  });
  const after = await city.database.query('select 1 from dead_letter');
  expect((after.rowCount ?? 0) - (before.rowCount ?? 0)).toBe(2);
  rmSync(own);
  expect(await importFrom(city, stick)).toMatchObject({ 'cut-off': 1 });

  const run = async (folder: string, ...words: string[]) => {
    const env = {
      ...process.env,
      DATABASE_URL: 'postgresql://127.0.0.1:9/none',
      BORNE_KEYS: city.keysFolder,
    };
    const { stderr, code } = await promisify(execFile)(process.execPath, [SCRIPT, ...words, folder], {
      env,
    }).then(
      () => ({ stderr: '', code: 0 }),
      (error: { stderr: string; code: number }) => error,
    );
    expect(stderr).not.toMatch(/\n\s+at /);
    return [code, stderr.trim()];
  };
  const [misused, noDatabase, unfinished] = await Promise.all([
    run(stick, 'import', '--tenants', 'x'),
    run(stick, 'export'),
    run(temporaryFolder(), 'verify'),
  ]);
  expect(misused).toEqual([2, '✗ npm run bundle -- export|verify|import FOLDER [--tenant NAME]']);
  expect(noDatabase).toEqual([
    1,
    '✗ The database does not answer: look whether PostgreSQL runs, and at DATABASE_URL.',
  ]);
  expect(unfinished).toMatchObject([1, expect.stringContaining('holds no whole export')]);
});

const logOf = (kiosk: LonelyKiosk) => readFileSync(join(kiosk.folder, 'logs', 'core.ndjson'), 'utf8');

test('a stick goes before a network that hangs; a second one waits for its turn; both together end right', async () => {
  const silent = createServer().listen(0);
  onTestFinished(() => void silent.close());
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const kiosk = await LonelyKiosk.enrolled(city);
  await exportTo(city, stick);
  const connected = once(silent, 'connection');
  const core = new Bridge();
  core.start('core', kiosk.folder, configurationFor(`http://127.0.0.1:${port}`));
  await core.hears('ready');
  await connected;
  const folder = stick;
  const both = await Promise.all([
    core.staff(1).carryFromStick({ folder }),
    core.staff(2).carryToStick({ folder }),
  ]);
  expect(both).toEqual([expect.objectContaining({ ok: true }), refused('stick-busy')]);
  // Told to give way, and not waited for until it is given up as too slow.
  expect(logOf(kiosk)).toContain('"reason":"hub-unreachable"');
  await core.kill();

  // By the network and by sticks at once, while the city goes on publishing.
  const online = new Bridge();
  online.start('core', kiosk.folder, configurationFor(city.url));
  await online.hears('ready');
  const staff = online.staff(1);
  for (let round = 0; round < 12; round += 1) {
    await inTransaction(city.database, async (connection) => {
      await putRecord(
        connection,
        { tenant: TENANT, scope: 'public', collection: 'note', id: 'now' },
        `{"round":${round}}`,
      );
    });
    if (round % 4 === 0) await exportTo(city, stick);
    expect(await staff.carryFromStick({ folder })).toMatchObject({ ok: true });
  }
  await eventually(
    () => expect(recordsOf(kiosk.folder, TENANT).get('note/now')).toContain('"round":11'),
    20_000,
  );
  const log = logOf(kiosk);
  expect(log).not.toContain('procedure-failed');
  expect(log).not.toContain('round-failed');
  expect(log).not.toContain('sums-differ');
  expect(readdirSync(kiosk.folder).some((file) => file.startsWith('set-aside'))).toBe(false);
});

test('a stick that is pulled out while it is read or written brings nothing of what it had, and comes again', async () => {
  const kiosk = await LonelyKiosk.enrolled(city);
  await exportTo(city, stick);
  const sound = temporaryFolder();
  cpSync(stick, sound, { recursive: true });
  const parts = await kiosk.parts();
  const { keyring, signal } = parts;
  const keep = keyring.keep.bind(keyring);
  keyring.keep = (...known) => {
    rmSync(join(stick, TENANT), { recursive: true, force: true });
    return keep(...known);
  };
  const means = { ...parts, segments: new SegmentFiles(kiosk.folder), log: silentLog };
  const identity = { device: kiosk.device, tenant: TENANT };
  const [said] = await takeFromStick(means, identity, stick, signal);
  expect(said?.content).toEqual(refused('pulled-out'));
  parts.close();
  expect(recordsOf(kiosk.folder, TENANT).size).toBe(0);

  // At the city: what could not be written to its end is no export, whatever was there before.
  rmSync(join(sound, TENANT, 'keyset.json'));
  mkdirSync(join(sound, TENANT, 'keyset.json', 'in-the-way'), { recursive: true });
  await expect(exportTo(city, sound)).rejects.toThrow();
  expect(await contentSaid(kiosk, sound)).toEqual(refused('unfinished'));
  rmSync(join(sound, TENANT, 'keyset.json'), { recursive: true });
  await exportTo(city, sound);
  expect(await contentSaid(kiosk, sound)).toMatchObject({ ok: true });
});
