import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The two entries of the kiosk's own service. SQLite stays outside: it is a binary, and must be loaded late. */
export default defineConfig({
  root: here('.'),
  publicDir: false,
  ssr: { noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: true,
    target: 'node20',
    // A visitor waits for the reader's start, and half of that is reading its own text.
    minify: true,
    outDir: here('../../dist/core'),
    emptyOutDir: true,
    rollupOptions: {
      input: { utility: here('process/utility.ts'), child: here('process/child.ts') },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
