import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { startWords } from './language/start-words.plugin.ts';

/** The visitor's page, in dist/page: one script, one style sheet, fonts and a worker, all from the same origin. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), startWords()],
  // A build started from a test run would otherwise carry the development flavour of React.
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', development: false } },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'chrome130',
    // Inlined files would be data: URLs, which the policy allows for pictures only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
  },
  worker: { format: 'es' },
});
