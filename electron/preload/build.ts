import { defineConfig } from 'vite';

/** A preload script: a sandboxed one must be a single CommonJS file, so that each is built by itself. */
export function preloadBuild(name: string) {
  return defineConfig({
    root: import.meta.dirname,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'chrome130',
      outDir: '../../dist/preload',
      // The others stay.
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: `${name}.ts`,
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: `${name}.cjs` },
      },
    },
  });
}
