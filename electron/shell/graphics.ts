import { app } from 'electron';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { countUpTo } from './restarts.ts';

const LOSSES = { count: 2, milliseconds: 30_000 };
const SLOWEST = 2;

const markSchema = z.object({ version: z.string(), slowness: z.number().int().min(0).max(SLOWEST) });

/**
 * A graphics process that keeps crashing would end in Chromium's own "Goodbye" (`res-3`). After three losses in 30 s the
 * program starts again one step slower: without the graphics card, then in software only. A new version tries again.
 * To be called before Electron is ready.
 */
export function watchGraphics(shellFolder: string, startAgain: (reason: string) => void): void {
  const file = path.join(shellFolder, 'graphics.json');
  const slowness = readSlowness(file);
  if (slowness >= 1) app.disableHardwareAcceleration();
  if (slowness >= SLOWEST) app.commandLine.appendSwitch('use-angle', 'swiftshader');
  const tooMany = countUpTo(LOSSES);
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit' || !tooMany()) return;
    mkdirSync(shellFolder, { recursive: true });
    writeFileSync(
      file,
      JSON.stringify({ version: app.getVersion(), slowness: Math.min(slowness + 1, SLOWEST) }),
    );
    startAgain(reason);
  });
}

function readSlowness(file: string): number {
  try {
    const mark = markSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return mark.success && mark.data.version === app.getVersion() ? mark.data.slowness : 0;
  } catch {
    return 0;
  }
}
