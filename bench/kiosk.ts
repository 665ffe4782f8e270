import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasDisplay, startXvfb } from '../scripts/lib/display.ts';
import { attachToWindow } from '../scripts/lib/kiosk-window.ts';
import { prepareElectron } from '../scripts/lib/prepare.ts';
import { type Figure } from './figures.ts';
import { descendantsOf, nameOf, shareOfMemory } from '../tests/support/memory.ts';

/** The kiosk at rest: from the start to the welcome screen, and the memory of each process once the next visit is ready. */
export async function measureKiosk(): Promise<Figure[]> {
  const electron = await prepareElectron({ report: () => undefined });
  const screen = hasDisplay() ? undefined : await startXvfb({ widthPixels: 1080, heightPixels: 1920 });
  const folder = mkdtempSync(join(tmpdir(), 'borne-bench-'));
  writeFileSync(join(folder, 'configuration.json'), JSON.stringify({ hub: 'http://127.0.0.1:9' }));
  const started = performance.now();
  const window = await attachToWindow({
    electron,
    kioskFolder: folder,
    display: screen?.ok ? screen.value.display : undefined,
  });
  try {
    await (await window.page()).locator('.welcome-touch').waitFor();
    const seconds = (performance.now() - started) / 1_000;
    const NEXT_VISIT_READY_MS = 5_000;
    await sleep(NEXT_VISIT_READY_MS);
    const processes = descendantsOf(window.app.process().pid ?? 0).map((pid) => ({
      name: `memory (PSS), ${nameOf(pid)}`,
      value: shareOfMemory(pid),
      unit: 'MiB',
    }));
    const all = processes.reduce((sum, { value }) => sum + value, 0);
    return [
      { name: `start to welcome, electron ${electron.version}`, value: seconds, unit: 's' },
      ...processes,
      {
        name: 'memory (PSS), the whole kiosk',
        value: all,
        unit: 'MiB',
        limit: { value: 1_500, because: 'a mini-computer with 4 GiB runs it beside its system' },
      },
    ];
  } finally {
    await window.close();
    if (screen?.ok) screen.value.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
