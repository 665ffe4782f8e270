import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { startWords } from '../language/start-words.plugin.ts';

/** States that only a pointer or a keyboard brings, as attributes that the gallery can set. */
const STATES: Record<string, string> = {
  ':focus-visible': ':is(:focus-visible, [data-focus-visible])',
};

/** The gallery of the components, in dist/gallery. No page that ships knows of it. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), startWords()],
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', development: false } },
  css: {
    postcss: {
      plugins: [
        {
          postcssPlugin: 'shown-states',
          Rule(rule) {
            for (const [state, shown] of Object.entries(STATES)) {
              if (!rule.selector.includes(shown)) rule.selector = rule.selector.replaceAll(state, shown);
            }
          },
        },
      ],
    },
  },
  build: {
    outDir: '../../dist/gallery',
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    // Contrast is reckoned from the colours as they are written.
    cssMinify: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
  },
});
