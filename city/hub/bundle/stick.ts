import {
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/*
 * A stick comes back from anybody's pocket: its names may be links, devices or pipes. Only plain files and folders of its
 * own are read and written.
 */

const NO_DETOUR = constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Undefined for what is not there, is no plain file, or is larger than it may be. */
export function readFromStick(file: string, largestBytes: number): Buffer | undefined {
  const handle = openOnStick(file);
  if (handle === undefined) return undefined;
  try {
    return fstatSync(handle).size <= largestBytes ? readFileSync(handle) : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(handle);
  }
}

/** The pieces of a file; undefined for what is no plain file. */
export function piecesFromStick(file: string): AsyncIterable<Buffer> | undefined {
  const handle = openOnStick(file);
  return handle === undefined ? undefined : createReadStream(file, { fd: handle });
}

function openOnStick(file: string): number | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(file, constants.O_RDONLY | NO_DETOUR);
    if (isOwnFolder(dirname(file)) && fstatSync(handle).isFile()) return handle;
  } catch {
    // Not there, or a link, or gone with the stick.
  }
  if (handle !== undefined) closeSync(handle);
  return undefined;
}

/** What lies in a folder of the stick; nothing when there is no such folder. */
export function namesOnStick(folder: string): string[] {
  return isOwnFolder(folder) ? readdirSync(folder).toSorted() : [];
}

function isOwnFolder(folder: string): boolean {
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** @throws a system error; `ENOTDIR` when something else stands in its place */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (!isOwnFolder(folder)) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
}

/** The file is there whole or not at all. @throws a system error */
export function writeToStick(file: string, bytes: Uint8Array): void {
  makeFolder(dirname(file));
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  const handle = openSync(unfinished, 'wx');
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(unfinished, file);
}

/** So that the names are on the stick too; not every file system can. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
  } catch {
    // The files themselves are there; a list that is not is found out.
  }
}
