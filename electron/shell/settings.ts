import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SYSTEM_PRINT_SOCKET } from './print-queue.ts';

/** What the shell was started with. */
export interface StartSettings {
  /** Holds `configuration.json`, the databases, the logs, and Chromium's own files under `shell/`. */
  dataFolder: string;
  configurationFile: string;
  pageFolder: string;
  coreEntry: string;
  preloadFile: string;
  staffFolder: string;
  staffPreloadFile: string;
  /** Where the print service of this machine listens. */
  printSocket: string;
  /** A plain window of 1080 × 1920 instead of the whole screen, for developing. */
  windowed: boolean;
  /** Leave when the program that started this one has gone. */
  withParent: boolean;
}

export interface StartSurroundings {
  words: string[];
  variables: Record<string, string | undefined>;
  packaged: boolean;
  /** Where the kiosk keeps its data when nobody says otherwise. */
  defaultDataFolder: string;
  /** The built program: it holds `page`, `staff`, `core` and `preload`. */
  distFolder: string;
  /** The runtime's Node-API: below 10 another Node opens the database, and it cannot read in our archive. */
  nodeApi: number;
}

/**
 * Reads the words and variables of the start. What only serves developing (another page, another core, a window)
 * is not listened to in the packaged program: there, the surroundings are not to be trusted with it.
 */
export function readSettings({
  words,
  variables,
  packaged,
  defaultDataFolder,
  distFolder,
  nodeApi,
}: StartSurroundings): StartSettings {
  const named = words.find((word) => word.startsWith('--data='))?.slice('--data='.length);
  const dataFolder = path.resolve(named ?? variables['BORNE_DATA'] ?? defaultDataFolder);
  const archived = path.join(distFolder, 'core');
  const coreFolder = nodeApi < 10 ? archived.replace(/\.asar(?=[/\\])/, '.asar.unpacked') : archived;
  const developing = packaged ? {} : variables;
  return {
    dataFolder,
    configurationFile: path.join(dataFolder, 'configuration.json'),
    pageFolder: developing['BORNE_PAGE'] ?? path.join(distFolder, 'page'),
    coreEntry: developing['BORNE_CORE'] ?? path.join(coreFolder, 'utility.js'),
    preloadFile: path.join(distFolder, 'preload', 'visitor.cjs'),
    staffFolder: path.join(distFolder, 'staff'),
    staffPreloadFile: path.join(distFolder, 'preload', 'staff.cjs'),
    printSocket: developing['BORNE_PRINT_SOCKET'] ?? SYSTEM_PRINT_SOCKET,
    windowed: developing['BORNE_WINDOWED'] === '1',
    withParent: variables['BORNE_WITH_PARENT'] === '1',
  };
}

const OPENING_WORDS =
  /^--?(no-sandbox|disable-setuid-sandbox|remote-debugging|inspect|disable-web-security|js-flags|load-extension|host-resolver|proxy)/;

/** The words that would open the packaged program to whoever can start it (`shell-9`); empty when there are none. */
export function openingWords(words: string[]): string[] {
  return words.filter((word) => OPENING_WORDS.test(word));
}

/** The flavour that tests may attach to is told apart by a file beside the program, where only its owner can write. */
export function isTestFlavour(resourcesFolder: string): boolean {
  try {
    return readFileSync(path.join(resourcesFolder, 'flavour'), 'utf8').trim() === 'test';
  } catch {
    return false;
  }
}
