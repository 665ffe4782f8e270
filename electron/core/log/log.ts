import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type LogEvent, type LogFields } from './events.ts';

export interface Log {
  write(event: LogEvent, fields?: LogFields): void;
}

/** The file and the one before it stay below twice this: a log must not fill the disk that holds the submissions. */
const LARGEST_FILE_BYTES = 5_000_000;

/** Names of our own: tenants, reasons, procedures. A sentence, a name or a code that somebody typed does not pass. */
const OWN_WORD = /^[A-Za-z0-9]+([-._/][A-Za-z0-9]+)*$/;
const LONGEST_WORD = 80;

/**
 * The log of one kiosk process: a line of JSON per event in `<dataFolder>/logs/<role>.ndjson`. A log that cannot be
 * written is silent, since a full disk must not stop the kiosk.
 */
export function createLog(dataFolder: string, role: string): Log {
  const folder = join(dataFolder, 'logs');
  const file = join(folder, `${role}.ndjson`);
  return {
    write(event, fields = {}) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        turnOver(file);
        appendFileSync(
          file,
          `${JSON.stringify({ at: new Date().toISOString(), event, ...allowed(fields) })}\n`,
        );
      } catch {
        // Nothing to do about it, and nowhere to say it.
      }
    },
  };
}

export const silentLog: Log = { write() {} };

function turnOver(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_FILE_BYTES) renameSync(file, `${file}.before`);
}

function allowed(fields: LogFields): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(fields) as [string, unknown][]) {
    if (typeof value === 'number') kept[name] = value;
    if (typeof value === 'string' && value.length <= LONGEST_WORD && OWN_WORD.test(value)) kept[name] = value;
  }
  return kept;
}
