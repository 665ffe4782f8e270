/*
 * Loaded before the kiosk: holds it until Playwright has attached to it, then lets it go. Without this, windows that come
 * while Playwright is still attaching are sometimes never seen by it, and the test waits for ever.
 */
const { app } = require('electron/main');

const ready = app.whenReady();
let letGo;
const attached = new Promise((resolve) => {
  letGo = resolve;
});
app.whenReady = () => attached.then(() => ready);

/** Playwright calls it by this name once it has attached. */
Object.assign(globalThis, {
  __playwright_run: () => {
    letGo();
    return ready;
  },
});
