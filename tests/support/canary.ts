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
export function spellingsOf(canary: string): Needle[] {
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
export function searchFiles(folder: string, canary: string): Sighting[] {
  const needles = spellingsOf(canary);
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = readFileSync(path);
      return find(content, needles).map((spelling) => ({ where: path, spelling }));
    });
}

const CHUNK = 64 * 1024 * 1024;

/** The memory of a living process that it can write to or shares, on Linux; program code and libraries are left out. */
export function searchProcess(pid: number, name: string, canary: string): Sighting[] {
  const needles = spellingsOf(canary);
  const overlap = Math.max(...needles.map(({ bytes }) => bytes.length));
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const found = new Set<string>();
  try {
    for (const { start, end } of regionsOf(pid)) {
      for (let at = start; at < end; at += CHUNK - overlap) {
        const chunk = Buffer.allocUnsafe(Math.min(CHUNK, end - at));
        const length = readMemory(memory, chunk, at);
        for (const spelling of find(chunk.subarray(0, length), needles)) found.add(spelling);
        if (at + chunk.length >= end) break;
      }
    }
  } finally {
    closeSync(memory);
  }
  return [...found].map((spelling) => ({ where: `memory of ${name}`, spelling }));
}

function regionsOf(pid: number): { start: number; end: number }[] {
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
