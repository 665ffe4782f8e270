import type { BrowserWindow } from 'electron';
import { isPageAddress } from './page-file.ts';

/** The page says that it is alive every two seconds (`res-1`). */
const SILENCE_MILLISECONDS = 10_000;
/** The first word takes longer: everything is read from a slow disk once. */
const FIRST_WORD_MILLISECONDS = 20_000;

export type LostWhy = 'gone' | 'silent' | 'unresponsive' | 'elsewhere';

export interface PageWatch {
  /** To be called whenever the page says that it is alive. */
  heard(): void;
  stop(): void;
}

/**
 * Watches over one page until it is lost: crashed, stuck, or without a word. `lost` is told once; a page that has been
 * lost is never repaired, it is replaced (`res-2`).
 */
export function watchPage(window: BrowserWindow, lost: (why: LostWhy) => void): PageWatch {
  let silence: NodeJS.Timeout | undefined;
  let over = false;
  const stop = () => {
    over = true;
    clearTimeout(silence);
  };
  const lose = (why: LostWhy) => {
    if (over) return;
    stop();
    lost(why);
  };
  const expectWordWithin = (milliseconds: number) => {
    clearTimeout(silence);
    silence = setTimeout(() => lose('silent'), milliseconds);
  };
  window.webContents.on('render-process-gone', () => lose('gone'));
  window.webContents.on('unresponsive', () => lose('unresponsive'));
  // Chromium asks nobody before it shows `about:blank`: the lockdown cannot refuse it, so the page is replaced.
  window.webContents.on('did-navigate', (_event, address) => {
    if (!isPageAddress(address)) lose('elsewhere');
  });
  expectWordWithin(FIRST_WORD_MILLISECONDS);
  return {
    heard() {
      if (!over) expectWordWithin(SILENCE_MILLISECONDS);
    },
    stop,
  };
}
