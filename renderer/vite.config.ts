import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { startWords } from './language/start-words.plugin.ts';
import { espeakPackage } from './speech/espeak-package.ts';

/** The visitor's page, in dist/page: one script, one style sheet, fonts and workers, all from the same origin. */
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
  worker: {
    format: 'es',
    plugins: () => [espeakPackage()],
    rolldownOptions: {
      output: {
        // The worker that speaks has a policy of its own, by its folder (shared/contract/page-policy.ts).
        entryFileNames: ({ name }) =>
          name === 'speak.worker' ? 'speech/[name]-[hash].js' : 'assets/[name]-[hash].js',
      },
    },
  },
});
