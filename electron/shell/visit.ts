import { clipboard, session, type BrowserWindow, type Session } from 'electron';
import { randomBytes } from 'node:crypto';
import { haveGone, killNow } from './killing.ts';
import { PAGE_ORIGIN } from './page-file.ts';
import { servePage } from './page-scheme.ts';
import type { SupervisedProcess } from './supervisor.ts';
import { makeWindow } from './windows.ts';

/** A visit must be over two seconds after its end began (`priv-4`). */
const WIPE_MILLISECONDS = 2_000;

export interface VisitWish {
  windowed: boolean;
  pageFolder: string;
  preloadFile: string;
  startReader(): SupervisedProcess;
}

/** All that one visitor touches: made for them, thrown away after them. */
export interface Visit {
  window: BrowserWindow;
  session: Session;
  reader: SupervisedProcess;
}

/** Makes a visit ready behind the scenes: a memory-only session, a window that is not shown yet, a reader of its own. */
export function prepareVisit({ windowed, pageFolder, preloadFile, startReader }: VisitWish): Visit {
  const partition = `visit-${randomBytes(16).toString('hex')}`;
  // A name without `persist:` is kept in memory only.
  const ownSession = session.fromPartition(partition, { cache: false });
  servePage(ownSession, pageFolder);
  const reader = startReader();
  const window = makeWindow({ windowed, partition, preload: preloadFile });
  // A page that cannot be loaded stays silent, and the watch over it sees that.
  window.webContents.loadURL(`${PAGE_ORIGIN}/`).catch(() => undefined);
  return { window, session: ownSession, reader };
}

/**
 * Destroys a visit (`priv-4`): its processes first, so that nothing is written after the wiping, then what the session
 * and the clipboard hold. Tells whether both processes were gone within two seconds.
 */
export async function wipeVisit({ window, session: ownSession, reader }: Visit): Promise<boolean> {
  const pids = [window.isDestroyed() ? undefined : window.webContents.getOSProcessId(), reader.pid()].filter(
    (pid): pid is number => pid !== undefined && pid !== 0,
  );
  reader.kill();
  // Killed rather than crashed on purpose: a crash could leave the page's memory in a core dump.
  if (!window.isDestroyed()) killNow(window.webContents.getOSProcessId());
  clipboard.clear();
  const wiped = Promise.all([
    ownSession.clearData(),
    ownSession.clearStorageData(),
    ownSession.clearCache(),
    ownSession.clearAuthCache(),
    ownSession.clearHostResolverCache(),
    ownSession.clearCodeCaches({}),
    ownSession.closeAllConnections(),
  ]);
  const [gone] = await Promise.all([haveGone(pids, WIPE_MILLISECONDS), within(wiped, WIPE_MILLISECONDS)]);
  if (!window.isDestroyed()) window.destroy();
  return gone;
}

/** Waiting for Chromium has an end: the visit's memory is gone with its processes anyway. */
function within(work: Promise<unknown>, milliseconds: number): Promise<unknown> {
  return Promise.race([
    work.catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, milliseconds)),
  ]);
}
