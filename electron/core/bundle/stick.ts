import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, opendir, realpath, rename, rm } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';

/*
 * A stick comes from anybody's pocket: its names may be links, devices or pipes, its files endless, and it may be pulled out
 * between any two reads. What is read here is a plain file of the stick's own, of a size that was allowed before.
 */

/** A stick that hangs must not hold up the kiosk; sixteen megabytes come within this even by the slowest. */
const LONGEST_WAIT_MILLISECONDS = 60_000;

/** Ten thousand kiosks leave fewer; a folder that somebody filled with names must not fill the memory. */
const MOST_NAMES = 50_000;

const NO_DETOUR = constants.O_NOFOLLOW | constants.O_NONBLOCK;
const UNFINISHED = '.unfinished';

/** The stick's real place; undefined when it is no folder, or one of the kiosk's own. */
export async function findStick(folder: string, dataFolder: string): Promise<string | undefined> {
  try {
    const [stick, own] = await inTime(Promise.all([realpath(folder), realpath(dataFolder)]));
    const isFolder = (await inTime(lstat(stick))).isDirectory();
    return isFolder && !holds(stick, own) && !holds(own, stick) ? stick : undefined;
  } catch (error) {
    return undefinedFor(error);
  }
}

function holds(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return !way.startsWith('..') && !isAbsolute(way);
}

/** Undefined for what is not there, is no plain file, lies outside of the stick, or is larger than it may be. */
export async function readFromStick(
  stick: string,
  name: string,
  largestBytes: number,
): Promise<Uint8Array | undefined> {
  const handle = await openOnStick(stick, name);
  if (!handle) return undefined;
  try {
    const { size } = await inTime(handle.stat());
    if (size > largestBytes) return undefined;
    const content = Buffer.alloc(size);
    const { bytesRead } = await inTime(handle.read(content, 0, size, 0));
    return content.subarray(0, bytesRead);
  } catch (error) {
    return undefinedFor(error);
  } finally {
    letGo(handle);
  }
}

/** A plain file of the stick's own, to be closed by the caller. */
async function openOnStick(stick: string, name: string): Promise<FileHandle | undefined> {
  const file = join(stick, name);
  try {
    const root = await inTime(realpath(stick));
    if ((await inTime(realpath(file))) !== join(root, name)) return undefined;
    const handle = await inTime(open(file, constants.O_RDONLY | NO_DETOUR));
    if ((await inTime(handle.stat())).isFile()) return handle;
    letGo(handle);
    return undefined;
  } catch (error) {
    return undefinedFor(error);
  }
}

/** The pieces of a file, as they come; none when it cannot be read. */
export async function* piecesFromStick(stick: string, name: string): AsyncGenerator<Uint8Array> {
  const handle = await openOnStick(stick, name);
  if (!handle) return;
  try {
    const piece = Buffer.alloc(65_536);
    for (;;) {
      const { bytesRead } = await inTime(handle.read(piece, 0, piece.byteLength));
      if (bytesRead === 0) return;
      yield Uint8Array.from(piece.subarray(0, bytesRead));
    }
  } finally {
    letGo(handle);
  }
}

/** What lies in a folder; nothing when there is no such folder. */
export async function namesOnStick(folder: string): Promise<string[]> {
  try {
    return (await isOwnFolder(folder)) ? await inTime(someNames(folder)) : [];
  } catch (error) {
    return undefinedFor(error) ?? [];
  }
}

async function someNames(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of await opendir(folder)) {
    names.push(name);
    if (names.length === MOST_NAMES) break;
  }
  return names;
}

/** Makes a folder of ours on the stick. @throws a system error; also when something else stands in its place */
export async function makeFolder(folder: string): Promise<void> {
  await inTime(mkdir(folder, { recursive: true }));
  if (!(await isOwnFolder(folder))) throw new StickError('ENOTDIR');
}

async function isOwnFolder(folder: string): Promise<boolean> {
  const found: Stats = await inTime(lstat(folder));
  return found.isDirectory();
}

/**
 * Writes a file that is there whole or not at all, wherever the stick is pulled out or the power fails.
 * @throws a system error; then it has the former file or none
 */
export async function writeToStick(file: string, pieces: Iterable<string>): Promise<void> {
  const unfinished = `${file}${UNFINISHED}`;
  const handle = await inTime(open(unfinished, 'wx', 0o600));
  try {
    for (const piece of pieces) {
      await inTime(handle.writeFile(piece));
      await inTime(handle.sync());
    }
  } catch (error) {
    await removeFromStick(unfinished).catch(undefinedFor);
    throw error;
  } finally {
    letGo(handle);
  }
  await inTime(rename(unfinished, file));
}

export async function removeFromStick(file: string): Promise<void> {
  await inTime(rm(file, { force: true }));
}

/** So that the names are on the stick too; not every file system can. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await inTime(open(folder, 'r'));
    await inTime(handle.sync()).catch(undefinedFor);
    letGo(handle);
  } catch (error) {
    undefinedFor(error);
  }
}

/** What a file would be called that was not finished. */
export function wholeName(name: string): string {
  return name.endsWith(UNFINISHED) ? name.slice(0, -UNFINISHED.length) : name;
}

/** Eight signs that tell a kiosk's file from that of another one that was copied from it. */
export function drawCopy(): string {
  return randomBytes(4).toString('hex');
}

class StickError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** The system's own name of what went wrong; undefined for a bug. */
export function stickErrorCode(error: unknown): string | undefined {
  if (error instanceof StickError) return error.code;
  return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined;
}

/** What the stick refuses is as if it were not there; a bug is a bug. */
function undefinedFor(error: unknown): undefined {
  if (stickErrorCode(error) === undefined) throw error;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StickError('ETIMEDOUT')), LONGEST_WAIT_MILLISECONDS);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** Not waited for: a stick that hangs may never let go. */
function letGo(handle: FileHandle): void {
  void handle.close().catch(undefinedFor);
}
