import { closeSync, globSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** A place where a canary was found: a file or a process, and the spelling in which it stood there. */
export interface Sighting {
  where: string;
  spelling: string;
}

interface Needle {
  spelling: string;
  bytes: Buffer;
}

/** The spellings in which a text may have been left behind. */
function spellingsOf(canary: string): Needle[] {
  const utf8 = Buffer.from(canary, 'utf8');
  const utf16 = Buffer.from(canary, 'utf16le');
  return [
    { spelling: 'UTF-8', bytes: utf8 },
    { spelling: 'UTF-16', bytes: utf16 },
    { spelling: 'UTF-16 big-endian', bytes: Buffer.from(utf16).swap16() },
    { spelling: 'URL', bytes: percentEncoded(utf8) },
    ...base64Spellings(utf8, 'base64 of UTF-8'),
    ...base64Spellings(utf16, 'base64 of UTF-16'),
  ];
}

function percentEncoded(bytes: Buffer): Buffer {
  return Buffer.from(
    [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

/** Base64 spells a text in three ways, by its offset in what surrounds it; the signs that mix with neighbours are left out. */
function base64Spellings(bytes: Buffer, name: string): Needle[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const firstWhole = offset === 0 ? 0 : offset + 1;
    const lastWhole = Math.floor(((offset + bytes.length) * 8) / 6);
    return { spelling: `${name} (${offset})`, bytes: Buffer.from(encoded.slice(firstWhole, lastWhole)) };
  });
}

/** Every file below a folder, byte by byte: databases with their free pages and WAL, logs, page storage. */
export function searchFiles(folder: string, canaries: string[]): Sighting[] {
  const needles = canaries.flatMap(spellingsOf);
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return find(readIfThere(path), needles).map((spelling) => ({ where: path, spelling }));
    });
}

/** A running browser takes files away while one looks; what is gone holds nothing any more. */
function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

const CHUNK = 64 * 1024 * 1024;

/**
 * The memory of a living process that it can write to or shares, on Linux; program code and libraries are left out.
 * Only pages that are really there are read: a browser reserves a thousand times more than it uses.
 */
export function searchProcess(pid: number, name: string, canaries: string[]): Sighting[] {
  const memory = openMemory(pid);
  if (memory === undefined) return [];
  const needles = canaries.flatMap(spellingsOf);
  const overlap = Math.max(...needles.map(({ bytes }) => bytes.length));
  const pages = openSync(`/proc/${pid}/pagemap`, 'r');
  const found = new Set<string>();
  try {
    for (const { start, end } of regionsOf(pid).flatMap((region) => presentRuns(pages, region))) {
      for (let at = start; at < end; at += CHUNK - overlap) {
        const chunk = Buffer.allocUnsafe(Math.min(CHUNK, end - at));
        const length = readMemory(memory, chunk, at);
        for (const spelling of find(chunk.subarray(0, length), needles)) found.add(spelling);
        if (at + chunk.length >= end) break;
      }
    }
  } finally {
    closeSync(memory);
    closeSync(pages);
  }
  return [...found].map((spelling) => ({ where: `memory of ${name}`, spelling }));
}

/** Undefined for a process that ended meanwhile, also one that nobody has buried yet: it keeps nothing. */
function openMemory(pid: number): number | undefined {
  try {
    return openSync(`/proc/${pid}/mem`, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) {
      return undefined;
    }
    throw error;
  }
}

interface Range {
  start: number;
  end: number;
}

const PAGE = 4_096;
const ENTRY_BYTES = 8;
/** The top bits of an entry of the page map: in memory, or in swap. */
const PRESENT_OR_SWAPPED = 0b1100_0000;

/** The parts of a region that have pages behind them, neighbours joined. */
function presentRuns(pages: number, region: Range): Range[] {
  const count = (region.end - region.start) / PAGE;
  const entries = Buffer.alloc(count * ENTRY_BYTES);
  const read = readSync(pages, entries, 0, entries.length, (region.start / PAGE) * ENTRY_BYTES);
  const runs: Range[] = [];
  for (let page = 0; page < read / ENTRY_BYTES; page += 1) {
    const isThere = ((entries[page * ENTRY_BYTES + ENTRY_BYTES - 1] ?? 0) & PRESENT_OR_SWAPPED) !== 0;
    if (!isThere) continue;
    const start = region.start + page * PAGE;
    const last = runs.at(-1);
    if (last?.end === start) last.end += PAGE;
    else runs.push({ start, end: start + PAGE });
  }
  return runs;
}

function regionsOf(pid: number): Range[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const match = /^([0-9a-f]+)-([0-9a-f]+) (r[w-])[x-][ps] \S+ \S+ \S+\s*(.*)$/.exec(line);
      if (!match) return [];
      const [, start, end, access, path] = match;
      const writable =
        access === 'rw' || path === '' || path?.includes('memfd') || path?.includes('/dev/shm');
      if (!writable || path === '[vvar]' || path === '[vsyscall]') return [];
      return [{ start: Number.parseInt(start ?? '', 16), end: Number.parseInt(end ?? '', 16) }];
    });
}

/** Regions come and go while we look, and some are reserved without being there: such a piece reads as nothing. */
function readMemory(memory: number, chunk: Buffer, at: number): number {
  try {
    return readSync(memory, chunk, 0, chunk.length, at);
  } catch {
    return 0;
  }
}

function find(content: Buffer, needles: Needle[]): string[] {
  return needles.filter(({ bytes }) => content.includes(bytes)).map(({ spelling }) => spelling);
}
