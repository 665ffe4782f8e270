import { defineConfig } from 'vite';

/** The preload script: a sandboxed one must be a single CommonJS file. */
export default defineConfig({
  root: import.meta.dirname,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'chrome130',
    outDir: '../../dist/preload',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: 'visitor.ts',
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'visitor.cjs' },
    },
  },
});
