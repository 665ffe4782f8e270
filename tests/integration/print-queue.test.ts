/* The kiosk's one way to paper, against a real CUPS with Debian's own configuration. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { PrintQueue } from '../../electron/shell/print-queue.ts';
import { searchFiles } from '../support/canary.ts';
import { eventually } from '../support/eventually.ts';
import { startPrintServer, type PrintServer } from '../support/print-server.ts';

const CANARY = 'ZQXK VJWP HGBF';
/** Taken for a PDF by whoever only looks at its first bytes; what is in it can be searched for. */
const DOCUMENT = Buffer.from(`%PDF-1.4\n${CANARY}\n%%EOF\n`);
const MEDIA = 'Custom.80x180mm';

let server: PrintServer;
beforeAll(async () => {
  server = await startPrintServer();
});
afterAll(() => server.stop());

/** Whatever a test was about: nothing of the document and of its job is left. */
afterEach(async () => {
  expect(server.leftOver()).toEqual([]);
  expect(await server.jobs()).toBe('');
  expect(searchFiles(server.folder, [CANARY])).toEqual([]);
});

function print(name: string, limit = AbortSignal.timeout(9_000)) {
  return new PrintQueue(name, server.socket).print(DOCUMENT, MEDIA, limit);
}

async function timed<T>(work: Promise<T>): Promise<{ result: T; seconds: number }> {
  const began = performance.now();
  const result = await work;
  return { result, seconds: (performance.now() - began) / 1_000 };
}

test('a document comes out, whole, and nothing of it stays', async () => {
  await server.queue('paper', 'good', { raw: true });
  expect(await print('paper')).toEqual({ ok: true, value: undefined });
  expect(readFileSync(server.paper('paper'))).toEqual(DOCUMENT);
});

test('a queue that is not there, and a print service that is not there', async () => {
  expect(await print('nowhere')).toEqual({ ok: false, reason: 'no-printer' });
  const queue = new PrintQueue('paper', `${server.folder}/state/no.sock`);
  expect(await queue.print(DOCUMENT, MEDIA, AbortSignal.timeout(9_000))).toEqual({
    ok: false,
    reason: 'no-printer',
  });
  await queue.forgetJobs();
});

test('a stopped queue gets no job that would come out later, nor does one that takes none', async () => {
  await server.queue('stopped', 'good', { raw: true });
  await server.command('cupsdisable', 'stopped');
  expect(await print('stopped')).toEqual({ ok: false, reason: 'printer-stopped' });
  expect(readFileSync(`${server.folder}/log/error`, 'utf8')).not.toContain('Queued on "stopped"');
  await server.command('cupsenable', 'stopped');
  await server.command('cupsreject', 'stopped');
  expect(await print('stopped')).toEqual({ ok: false, reason: 'printer-stopped' });
  await server.command('cupsaccept', 'stopped');
  expect(await print('stopped')).toEqual({ ok: true, value: undefined });
  expect(readFileSync(`${server.folder}/log/error`, 'utf8')).toContain('Queued on "stopped"');
});

test('a printer without paper is given up soon, and prints nothing when it gets a new roll', async () => {
  await server.queue('empty', 'empty', { raw: true });
  const first = await timed(print('empty'));
  expect(first.result).toEqual({ ok: false, reason: 'out-of-paper' });
  expect(first.seconds).toBeLessThan(5);
  expect(server.leftOver()).toEqual([]);

  // CUPS goes on saying so until the next job: the next visitor must not be told it at once.
  const second = await timed(print('empty'));
  expect(second.result).toEqual({ ok: false, reason: 'out-of-paper' });
  expect(second.seconds).toBeGreaterThan(4);
  expect(second.seconds).toBeLessThan(9);

  server.newRoll();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(existsSync(server.paper('empty'))).toBe(false);
  expect(await print('empty')).toEqual({ ok: true, value: undefined });
});

test('a printer that fails has not printed, whatever the queue does about it', async () => {
  await server.queue('broken', 'broken', { raw: true, policy: 'abort-job' });
  expect(await print('broken')).toEqual({ ok: false, reason: 'not-printed' });
  await server.queue('broken', 'broken', { raw: true, policy: 'retry-job' });
  expect(await print('broken', AbortSignal.timeout(1_500))).toEqual({ ok: false, reason: 'not-printed' });
  await server.queue('broken', 'broken', { raw: true, policy: 'stop-printer' });
  expect(await print('broken')).toEqual({ ok: false, reason: 'printer-stopped' });
});

test('at the limit, or when the visitor goes, the job is taken back out of the spool', async () => {
  await server.queue('slow', 'slow', { raw: true });
  const gone = new AbortController();
  const printing = timed(print('slow', gone.signal));
  // The document does lie there for a while: a search that found nothing now would be blind.
  await eventually(() => expect(searchFiles(server.folder, [CANARY])).not.toEqual([]));
  gone.abort();
  const { result, seconds } = await printing;
  expect(result).toEqual({ ok: false, reason: 'not-printed' });
  expect(seconds).toBeLessThan(3);
  expect(existsSync(server.paper('slow'))).toBe(false);
});

test('what a kiosk that was cut off left in the queue is taken out, before paper comes', async () => {
  await server.queue('left', 'good', { raw: true });
  await server.command('cupsdisable', 'left');
  await server.command('lp', '-d', 'left', '/etc/os-release');
  expect(await server.jobs()).toContain('left-');
  await new PrintQueue('left', server.socket).forgetJobs();
  expect(await server.jobs()).toBe('');
  await server.command('cupsenable', 'left');
  await eventually(() => expect(server.leftOver()).toEqual([]));
  expect(existsSync(server.paper('left'))).toBe(false);
});

test('with no history kept, as some set CUPS up, a paper is still known to have come', async () => {
  await server.restart('PreserveJobHistory No', 'PreserveJobFiles No');
  rmSync(server.paper('paper'));
  expect(await print('paper')).toEqual({ ok: true, value: undefined });
  expect(readFileSync(server.paper('paper'))).toEqual(DOCUMENT);
  rmSync(server.paper('paper'));
});
