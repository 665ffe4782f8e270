import { app, ipcMain, session, type BrowserWindow, type IpcMainEvent } from 'electron';
import { CHANNELS } from '../../shared/contract/index.ts';
import type { WriteEvent } from './events.ts';
import type { PressedKey } from './keys.ts';
import { isPageAddress, PAGE_ORIGIN } from './page-file.ts';
import { servePage } from './page-scheme.ts';
import type { SupervisedProcess } from './supervisor.ts';
import { makeWindow, present } from './windows.ts';

/** Whatever becomes of its page, the visitors have the screen back after so long. */
const LONGEST_MILLISECONDS = 600_000;

export interface StaffWindowWish {
  windowed: boolean;
  folder: string;
  preloadFile: string;
  core: SupervisedProcess;
  write: WriteEvent;
}

export interface StaffWindow {
  close(): void;
  isOpen(): boolean;
}

/**
 * Opens a window over the visitors' page, for those who care for the site, when they press Ctrl + Alt + S on a keyboard
 * that they plugged in behind the locked door. It shows how many items wait and nothing of what is in them, and can change
 * nothing, so that whoever finds the keys learns nothing by it. It has a session, a script and a port of its own.
 */
export function watchForStaff({ windowed, folder, preloadFile, core, write }: StaffWindowWish): StaffWindow {
  const partition = 'staff';
  let window: BrowserWindow | undefined;
  let limit: NodeJS.Timeout | undefined;
  servePage(session.fromPartition(partition, { cache: false }), folder);

  const close = () => {
    clearTimeout(limit);
    window?.destroy();
    window = undefined;
  };

  const open = () => {
    if (window === undefined) {
      window = makeWindow({ windowed, partition, preload: preloadFile });
      window.webContents.on('render-process-gone', close);
      window.webContents.loadURL(`${PAGE_ORIGIN}/`).catch(close);
      limit = setTimeout(close, LONGEST_MILLISECONDS);
      write({ event: 'staff-window' });
    }
    present(window, windowed);
  };

  const isOurs = (event: IpcMainEvent): boolean => {
    const frame = event.senderFrame;
    if (frame === null || frame.parent !== null || !isPageAddress(frame.url)) return false;
    return event.sender === window?.webContents;
  };

  app.on('web-contents-created', (_event, contents) => {
    contents.on('before-input-event', (event, { type, key, control, alt, meta }) => {
      if (type !== 'keyDown' || !isStaffChord({ key, control, alt, meta })) return;
      event.preventDefault();
      open();
    });
  });
  ipcMain.on(CHANNELS.askStaffPort, (event) => {
    if (isOurs(event)) event.sender.postMessage(CHANNELS.staffPort, undefined, [core.connect('staff')]);
  });
  ipcMain.on(CHANNELS.closeStaff, (event) => {
    if (isOurs(event)) close();
  });
  return { close, isOpen: () => window !== undefined };
}

function isStaffChord({ key, control, alt, meta }: PressedKey): boolean {
  return control && alt && !meta && key.toLowerCase() === 's';
}
