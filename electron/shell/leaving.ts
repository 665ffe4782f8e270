import { app } from 'electron';
import { fstatSync } from 'node:fs';

const PARENT_LOOK_MILLISECONDS = 1_000;
const LEAVE_MILLISECONDS = 2_000;

/**
 * Ends everything within two seconds, whoever asks: the system, the terminal, Electron itself or, `withParent`, the end of
 * the program that started this one. `finish` says goodbye to what must not be cut off.
 */
export function leaveProperly(withParent: boolean, finish: () => Promise<void>): void {
  let leaving = false;
  const leave = () => {
    if (leaving) return;
    leaving = true;
    setTimeout(() => app.exit(0), LEAVE_MILLISECONDS);
    void finish()
      .catch(() => undefined)
      // On a turn of its own: inside the event of a process that went, Electron would wait for that event for ever.
      .then(() => setImmediate(() => app.exit(0)));
  };
  process.on('SIGTERM', leave);
  process.on('SIGINT', leave);
  process.on('SIGHUP', leave);
  app.on('before-quit', (event) => {
    event.preventDefault();
    leave();
  });
  // The last window closing is never a wish to leave: the next visit has another.
  app.on('window-all-closed', () => undefined);
  if (withParent) watchParent(leave);
}

function watchParent(leave: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) leave();
  }, PARENT_LOOK_MILLISECONDS);
  if (!isPipe()) return;
  process.stdin.on('end', leave);
  process.stdin.on('error', leave);
  process.stdin.resume();
}

/** Under a service manager the standard input is empty from the start; only a pipe tells of somebody at the other end. */
function isPipe(): boolean {
  try {
    const input = fstatSync(0);
    return input.isFIFO() || input.isSocket();
  } catch {
    return false;
  }
}
