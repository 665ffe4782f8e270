import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../shared/result/index.ts';

export const PAGE_ORIGIN = 'app://borne';

/** A file of another kind is not part of a page, whatever is found in the folder. */
const MIME_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.data': 'application/octet-stream',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
};

/** Encoded dots, slashes, backslashes and NUL have one use in an address of ours: to get out of the folder. */
const ENCODED_TRICK = /%(2e|2f|5c|00|25)/i;

export interface PageFile {
  file: string;
  mimeType: string;
}

/** Whether an address belongs to our page. */
export function isPageAddress(address: string): boolean {
  return address === PAGE_ORIGIN || address.startsWith(`${PAGE_ORIGIN}/`);
}

/**
 * The file that an address of the page stands for (`shell-2`). `refused`: it is not of our page, points outside of its
 * folder or is of a kind that pages have no use for; `missing`: there is no such file.
 */
export async function findPageFile(
  folder: string,
  address: string,
): Promise<Result<PageFile, 'refused' | 'missing'>> {
  const relative = relativePath(address);
  if (relative === undefined) return err('refused');
  const mimeType = MIME_TYPES[path.extname(relative)];
  if (mimeType === undefined) return err('refused');
  try {
    const root = await realpath(folder);
    const file = await realpath(path.join(root, relative));
    // A link inside the folder may lead outside of it.
    if (!file.startsWith(root + path.sep)) return err('refused');
    return (await stat(file)).isFile() ? ok({ file, mimeType }) : err('missing');
  } catch {
    return err('missing');
  }
}

function relativePath(address: string): string | undefined {
  if (!isPageAddress(address)) return undefined;
  const raw = (address.slice(PAGE_ORIGIN.length).split(/[?#]/)[0] ?? '').replace(/^\//, '');
  if (raw === '') return 'index.html';
  if (ENCODED_TRICK.test(raw)) return undefined;
  const decoded = decode(raw);
  if (decoded === undefined || decoded.includes('\\') || decoded.includes('\0')) return undefined;
  const steps = decoded.split('/');
  return steps.some((step) => step === '' || step.startsWith('.')) ? undefined : decoded;
}

function decode(raw: string): string | undefined {
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}
