/* A restart that the city asks for, in the real window: not before a visitor's eyes, and then once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listKiosks, sendCommand } from '../../city/hub/fleet/index.ts';
import { openKeyRing } from '../../city/hub/index.ts';
import { type City, startCity } from '../support/city.ts';
import { eventually } from '../support/eventually.ts';
import { launchKiosk, type RunningKiosk } from '../support/kiosk.ts';

/** Several looks of the kiosk, each of which asks the shell. */
const SOME_LOOKS_MS = 3_000;

let city: City;
let kiosk: RunningKiosk;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
});

afterAll(async () => {
  await kiosk.close();
  await city.stop();
});

async function launch(dataFolder?: string): Promise<void> {
  kiosk = await launchKiosk({
    ...(dataFolder === undefined ? {} : { dataFolder }),
    configuration: {
      hub: city.url,
      enrolmentCode: await city.enrolmentCode(),
      syncEverySeconds: 1,
      bootSplaySeconds: 0,
    },
  });
}

async function outcomes(): Promise<unknown[]> {
  const { rows } = await city.database.query<{ outcome: unknown }>('select outcome from device_command');
  return rows.map(({ outcome }) => outcome);
}

function shellEvents(): string[] {
  const lines = readFileSync(join(kiosk.dataFolder, 'logs', 'shell.ndjson'), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => (JSON.parse(line) as { event: string }).event);
}

test('the program starts again when the visitor has left, not before, and not a second time', async () => {
  await launch();
  // Playwright knows one process: the new one is started by this test.
  await kiosk.app.evaluate(({ app }) => {
    app.relaunch = () => undefined;
  });
  const ended = new Promise((exited) => kiosk.app.process().once('exit', exited));
  const device = await eventually(async () => {
    const { kiosks } = await listKiosks(city.database, 'pantin');
    expect(kiosks).toMatchObject([{ health: { behind: 0, sumsAgree: true } }]);
    return kiosks[0]?.id ?? '';
  }, 60_000);
  const page = await kiosk.page();
  expect(await page.evaluate(() => document.documentElement.dataset['visit'])).toBe('none');
  await page.mouse.click(5, 5);

  const keys = await openKeyRing(city.keysFolder).of('pantin');
  if (keys === undefined) throw new Error('no keys');
  const asked = { device, kind: 'restart', agent: 'agent' } as const;
  expect(await sendCommand(city.database, keys, asked, new Date())).toMatchObject({ ok: true });
  await sleep(SOME_LOOKS_MS);
  expect(shellEvents()).not.toContain('restarting');
  expect(await outcomes()).toEqual([null]);

  // The visitor leaves; the next visit has been touched by nobody.
  const { app } = kiosk;
  const visitor = await app.browserWindow(page);
  await visitor.evaluate((window) =>
    window.webContents.executeJavaScript(`void borne.endVisit({ why: 'finished' })`),
  );
  await ended;
  expect(shellEvents()).toContain('restarting');

  await launch(kiosk.dataFolder);
  await eventually(async () => expect(await outcomes()).toEqual(['done']), 60_000);
  const restarts = shellEvents().filter((event) => event === 'restarting').length;
  await sleep(SOME_LOOKS_MS);
  expect(shellEvents().filter((event) => event === 'restarting')).toHaveLength(restarts);
});
