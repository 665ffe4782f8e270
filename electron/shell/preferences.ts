import type { WebPreferences } from 'electron';

/** The preferences of every page (`shell-1`). Tests compare them with this list and with the real window. */
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
