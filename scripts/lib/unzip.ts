import { createWriteStream } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import * as yauzl from 'yauzl';

const FILE_TYPE_BITS = 0o170000;
const SYMBOLIC_LINK = 0o120000;
const PERMISSION_BITS = 0o777;

export interface UnzipWish {
  archive: string;
  folder: string;
  /** The place of an entry inside `folder`, or undefined to leave it out. */
  place(entryName: string): string | undefined;
  /** Told after each file: the bytes written so far, and those that the wanted entries will take in all. */
  progress(bytes: number, totalBytes: number): void;
}

/** Unpacks the wanted entries with their permissions and symbolic links. Throws if the archive is damaged. */
export async function unzip({ archive, folder, place, progress }: UnzipWish): Promise<void> {
  const zip = await yauzl.openPromise(archive, { lazyEntries: true, autoClose: false });
  try {
    const wanted: { entry: yauzl.Entry; target: string }[] = [];
    for await (const entry of zip.eachEntry()) {
      const relative = place(entry.fileName);
      if (relative !== undefined) wanted.push({ entry, target: inside(folder, relative) });
    }
    const totalBytes = wanted.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
    let bytes = 0;
    for (const { entry, target } of wanted) {
      await unpackEntry(zip, entry, target);
      bytes += entry.uncompressedSize;
      progress(bytes, totalBytes);
    }
  } finally {
    zip.close();
  }
}

async function unpackEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, target: string): Promise<void> {
  if (entry.fileName.endsWith('/')) {
    await mkdir(target, { recursive: true });
    return;
  }
  await mkdir(path.dirname(target), { recursive: true });
  const mode = entry.externalFileAttributes >>> 16;
  const content = await zip.openReadStreamPromise(entry);
  if ((mode & FILE_TYPE_BITS) === SYMBOLIC_LINK) {
    await symlink(await text(content), target);
    return;
  }
  const permissions = mode & PERMISSION_BITS;
  await pipeline(content, createWriteStream(target, permissions === 0 ? {} : { mode: permissions }));
}

/** An archive can name `../../etc/…`: nothing is written outside the folder that was asked for. */
function inside(folder: string, relative: string): string {
  const target = path.resolve(folder, relative);
  if (target !== path.resolve(folder) && !target.startsWith(path.resolve(folder) + path.sep))
    throw new Error(`the archive points outside of its folder: ${relative}`);
  return target;
}
