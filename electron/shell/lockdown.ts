import { app, Menu, type Session, type WebContents } from 'electron';
import { mayReachPage } from './keys.ts';
import { isPageAddress } from './page-file.ts';

const LOADABLE = /^(app|blob|data):/;

/**
 * Closes everything a page could leave by, on every session and every page there will ever be (`shell-4`, `shell-5`,
 * escape matrix). To be called before Electron is ready.
 */
export function lockDown(): void {
  app.on('session-created', lockSession);
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  app.on('certificate-error', (event, _contents, _address, _error, _certificate, decide) => {
    event.preventDefault();
    decide(false);
  });
  app.on('login', (event) => event.preventDefault());
  app.on('select-client-certificate', (event) => event.preventDefault());
  Menu.setApplicationMenu(null);
  // Looking up a name tells it to the network before any request that could be cancelled: no name is ever looked up.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  // Calls between browsers pass beside webRequest and beside the content policy.
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  app.commandLine.appendSwitch('disable-pinch');
  app.commandLine.appendSwitch('overscroll-history-navigation', '0');
  app.commandLine.appendSwitch('noerrdialogs');
}

function lockSession(session: Session): void {
  // Electron grants every permission that nobody answers for.
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // In a browser, choosing a screen to share is the visitor's consent; here nobody may.
  session.setDisplayMediaRequestHandler((_request, choose) => choose(null));
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault();
    choose(null);
  });
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose('');
  });
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault();
    choose();
  });
  session.on('will-download', (event) => event.preventDefault());
  // Its dictionaries would be downloaded, and what it learns outlives the visit (`priv-5`).
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !LOADABLE.test(details.url) }));
}

function lockContents(contents: WebContents): void {
  const stayOnPage = (event: { url: string; preventDefault(): void }) => {
    if (!isPageAddress(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stayOnPage);
  contents.on('will-frame-navigate', stayOnPage);
  contents.on('will-redirect', stayOnPage);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault();
    choose('');
  });
  contents.on('context-menu', (event) => event.preventDefault());
  contents.on('devtools-opened', () => contents.closeDevTools());
  contents.on('before-input-event', (event, { key, control, alt, meta }) => {
    if (!mayReachPage({ key, control, alt, meta })) event.preventDefault();
  });
  contents.on('zoom-changed', () => contents.setZoomFactor(1));
  contents.on('did-finish-load', () => {
    contents.setZoomFactor(1);
    // Rejected only when the page has gone meanwhile.
    contents.setVisualZoomLevelLimits(1, 1).catch(() => undefined);
  });
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
