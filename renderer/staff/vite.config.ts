import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page of the staff window, in dist/staff: apart from the visitor's, whose window never loads it. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', development: false } },
  build: {
    outDir: '../../dist/staff',
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
  },
});
