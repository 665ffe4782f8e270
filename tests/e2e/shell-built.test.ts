import { readFileSync, rmSync } from 'node:fs';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { launchKiosk, type RunningKiosk } from '../support/kiosk.ts';
import { descendantsOf } from '../support/memory.ts';

/** The built page, preload and core in the real window, without a city: what is shipped holds under the shell's rules. */
const WIPED_WITHIN_MS = 2_000;
let kiosk: RunningKiosk;

beforeAll(async () => {
  kiosk = await launchKiosk();
});

afterAll(async () => {
  await kiosk.close();
  rmSync(kiosk.dataFolder, { recursive: true, force: true });
});

it('greets, and lets a language be chosen, without breaking any rule of the page', async () => {
  const page = await kiosk.page();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (problem) => complaints.push(problem.message));
  await page.evaluate(() => {
    const broken: string[] = [];
    Object.assign(window, { broken });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      broken.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  await toLanguages(page);
  await page.getByRole('button', { name: 'Français' }).first().click();
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => Reflect.get(window, 'broken') as string[])).toEqual([]);
  expect(complaints).toEqual([]);
});

it('replaces a core that was killed, under the same page', async () => {
  const page = await kiosk.page();
  const { core } = await kiosk.processes();
  await kiosk.killCore();
  await eventually(async () => {
    const replaced = (await kiosk.processes()).core;
    expect(replaced).toBeDefined();
    expect(replaced).not.toBe(core);
  });
  expect(await kiosk.page()).toBe(page);
});

it('ends the reader of a visit with everything that it started', async () => {
  const page = await kiosk.page();
  await eventually(async () => expect((await kiosk.processes()).readers).toHaveLength(2));
  const { readers } = await kiosk.processes();
  const reader = Math.min(...readers);
  // On a runtime whose own Node cannot open the database, a process has another Node beside it.
  const family = descendantsOf(reader);
  await page.evaluate(() => {
    const bridge = Reflect.get(window, 'borne') as { endVisit(message: unknown): Promise<void> };
    void bridge.endVisit({ why: 'finished' });
  });
  await eventually(() => {
    for (const pid of family) expect(isRunning(pid), `process ${pid}`).toBe(false);
  }, WIPED_WITHIN_MS);
  await toLanguages(await kiosk.page());
});

async function toLanguages(page: Page): Promise<void> {
  await page.getByRole('button').first().click();
  await page.getByRole('button', { name: 'Français' }).first().waitFor();
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
