/** Debian's Chromium: close to the engine of the Electron that ships. */
export const BROWSER = '/usr/bin/chromium';

/** Nothing that reaches for the network by itself; no sandbox only where the tests run as root. */
export const BROWSER_FLAGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
