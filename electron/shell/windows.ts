import { BrowserWindow, screen, type BrowserWindowConstructorOptions } from 'electron';
import { PAGE_PREFERENCES } from './preferences.ts';

const PAPER = '#FBF8F2';
const DEVELOPING_SIZE = { width: 1080, height: 1920 };

export interface WindowWish {
  /** A plain window, for developing. */
  windowed: boolean;
  partition: string;
  preload?: string;
}

/** A window over the whole screen, hidden until it is shown. It is the colour of paper before its page is drawn. */
export function makeWindow({ windowed, partition, preload }: WindowWish): BrowserWindow {
  const window = new BrowserWindow({
    ...(windowed ? DEVELOPING_SIZE : wholeScreen()),
    show: false,
    title: 'Borne citoyenne',
    backgroundColor: PAPER,
    autoHideMenuBar: true,
    webPreferences: { ...PAGE_PREFERENCES, partition, ...(preload === undefined ? {} : { preload }) },
  });
  // Alt+F4 and its like: only the shell closes a window, by destroying it.
  window.on('close', (event) => event.preventDefault());
  window.on('system-context-menu', (event) => event.preventDefault());
  window.on('page-title-updated', (event) => event.preventDefault());
  return window;
}

/** Brings a window before everything else, over the whole screen. */
export function present(window: BrowserWindow, windowed: boolean): void {
  window.show();
  if (!windowed) {
    // Only now: asked for at the start, it would show a window that is still being made ready.
    window.setKiosk(true);
    window.setFullScreen(true);
  }
  window.moveTop();
  window.focus();
}

/** The size is said too, because a screen without a window manager does not make anything full-screen. */
function wholeScreen(): BrowserWindowConstructorOptions {
  const { x, y, width, height } = screen.getPrimaryDisplay().bounds;
  return { x, y, width, height, frame: false, movable: false };
}
