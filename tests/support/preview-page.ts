import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildLikeConsole } from './built-like-console.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * The built console and beside it, under `editor/`, a page that only shows drafts, built in the same way; gives their folder,
 * a temporary one.
 */
export async function buildConsoleWithEditor(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'borne-preview-page-'));
  cpSync(join(ROOT, 'dist', 'console'), folder, { recursive: true });
  await buildLikeConsole({
    root: join(import.meta.dirname, 'preview-page'),
    base: '/console/editor/',
    outDir: join(folder, 'editor'),
  });
  return folder;
}
