import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..', '..');

/** Builds the page with the crowded desk as the console's pages are built; gives its folder, a temporary one. */
export async function buildDeskPage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'borne-desk-page-'));
  await build({
    configFile: join(ROOT, 'city', 'console', 'vite.config.ts'),
    root: join(import.meta.dirname, 'desk-page'),
    base: '/',
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
}
