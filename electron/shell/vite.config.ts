import { defineConfig } from 'vite';

/** The shell: one module for Electron's main process. */
export default defineConfig({
  root: import.meta.dirname,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: '../../dist/shell',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: 'main.ts',
      external: ['electron', /^node:/],
      output: { format: 'es', entryFileNames: 'main.js' },
    },
  },
});
