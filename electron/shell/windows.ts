import { BrowserWindow, screen, type BrowserWindowConstructorOptions, type WebPreferences } from 'electron';

/** The preferences of every page (`shell-1`). A test compares them with what the window really has. */
export const PAGE_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  devTools: false,
  spellcheck: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  autoplayPolicy: 'no-user-gesture-required',
  backgroundThrottling: false,
} as const satisfies WebPreferences;

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

/** The size is said too, because a screen without a window manager does not make anything full-screen. */
function wholeScreen(): BrowserWindowConstructorOptions {
  const { x, y, width, height } = screen.getPrimaryDisplay().bounds;
  return {
    x,
    y,
    width,
    height,
    frame: false,
    resizable: true,
    movable: false,
    fullscreen: true,
    kiosk: true,
  };
}
