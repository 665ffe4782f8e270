import { realpathSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

/** What a built page is made of; anything else is not served. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.data': 'application/octet-stream',
};

export interface PageFile {
  path: string;
  type: string;
}

/** The file of the built page that a URL's path names; undefined for everything that is not one of them. */
export function findPageFile(folder: string, urlPath: string): PageFile | undefined {
  const name = decoded(urlPath === '/' ? '/index.html' : urlPath);
  // A path that climbs, in any spelling, asks for a file of the kiosk itself.
  if (name === undefined || /\\|\0|\.\./.test(name)) return undefined;
  const type = TYPES[extname(name)];
  const path = type === undefined ? undefined : realPath(join(folder, name));
  const root = realPath(folder);
  if (type === undefined || path === undefined || root === undefined) return undefined;
  // A link inside the folder could still lead out of it.
  return path.startsWith(`${root}${sep}`) && statSync(path).isFile() ? { path, type } : undefined;
}

function decoded(urlPath: string): string | undefined {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
