import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * The built console and beside it, under `editor/`, a page that only shows drafts, built in the same way; gives their folder,
 * a temporary one.
 */
export async function buildConsoleWithEditor(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'borne-preview-page-'));
  cpSync(join(ROOT, 'dist', 'console'), folder, { recursive: true });
  await build({
    configFile: join(ROOT, 'city', 'console', 'vite.config.ts'),
    root: join(import.meta.dirname, 'preview-page'),
    base: '/console/editor/',
    logLevel: 'warn',
    build: { outDir: join(folder, 'editor') },
  });
  return folder;
}
