import { build } from 'vite';
import console from '../../city/console/vite.config.ts';

/** Builds a page of a test's own as the console's pages are built; `root` holds its index.html. */
export async function buildLikeConsole(page: { root: string; base: string; outDir: string }): Promise<void> {
  const { rolldownOptions: _theConsolesPages, ...options } = console.build ?? {};
  await build({
    configFile: false,
    logLevel: 'warn',
    root: page.root,
    base: page.base,
    ...(console.plugins === undefined ? {} : { plugins: console.plugins }),
    build: { ...options, outDir: page.outDir, emptyOutDir: true },
  });
}
