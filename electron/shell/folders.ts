import { app } from 'electron';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Puts Chromium's own files under `shell/` of the data folder, before anything reads them. When the data folder cannot be
 * used they go to a temporary one, so that a sentence can still be shown.
 */
export function claimFolders(dataFolder: string): { shellFolder: string; usable: boolean } {
  const wanted = path.join(dataFolder, 'shell');
  const usable = canWriteIn(wanted);
  const shellFolder = usable ? wanted : path.join(tmpdir(), `borne-${process.pid}`);
  app.setPath('userData', shellFolder);
  app.setPath('sessionData', shellFolder);
  app.setPath('crashDumps', path.join(shellFolder, 'crashes'));
  return { shellFolder, usable };
}

function canWriteIn(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
