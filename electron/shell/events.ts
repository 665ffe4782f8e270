import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

/** Everything the shell may write down. A visit has no identity, and nothing a page said is in the list (`priv-2`). */
export type ShellEvent =
  | { event: 'started'; version: string; electron: string }
  | { event: 'left' }
  | { event: 'configuration-refused'; reason: string }
  | { event: 'visit-shown' }
  | { event: 'visit-ended'; why: string; tookMilliseconds: number; allGone: boolean }
  | { event: 'page-lost'; why: string }
  | { event: 'process-ready'; role: string }
  | { event: 'process-gone'; role: string; code: number }
  | { event: 'process-failed'; role: string; reason: string }
  | { event: 'graphics-lost'; reason: string }
  | { event: 'not-printed'; reason: string }
  | { event: 'staff-window' }
  | { event: 'restarting' }
  | { event: 'out-of-service' };

const LARGEST_BYTES = 5_000_000;

export type WriteEvent = (event: ShellEvent) => void;

/** The shell's journal, `logs/shell.ndjson` in the data folder: one line an event, two files of 5 MB at most. */
export function openEvents(dataFolder: string): WriteEvent {
  const folder = path.join(dataFolder, 'logs');
  const file = path.join(folder, 'shell.ndjson');
  return (event) => {
    try {
      mkdirSync(folder, { recursive: true });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_BYTES)
        renameSync(file, `${file}.1`);
      appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`);
    } catch {
      // A full disk must not take the kiosk down: it goes on without its journal.
    }
  };
}
