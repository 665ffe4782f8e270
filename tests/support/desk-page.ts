import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildLikeConsole } from './built-like-console.ts';

/** Builds the page with the crowded desk as the console's pages are built; gives its folder, a temporary one. */
export async function buildDeskPage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'borne-desk-page-'));
  await buildLikeConsole({ root: join(import.meta.dirname, 'desk-page'), base: '/', outDir: folder });
  return folder;
}
