import { defineConfig } from 'vitest/config';
import { startWords } from './renderer/language/start-words.plugin.ts';

const real = {
  /** Real processes and databases: slower than units, and never two suites on one machine at once. */
  testTimeout: 120_000,
  hookTimeout: 180_000,
  fileParallelism: false,
};

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [startWords()],
        test: { name: 'unit', include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx'] },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/postgres.ts'],
          ...real,
          // Each file has databases and folders of its own, and mostly waits.
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'simulator',
          include: ['tests/simulator/**/*.test.ts'],
          globalSetup: ['tests/support/postgres.ts'],
          ...real,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          globalSetup: ['tests/support/built.ts', 'tests/support/postgres.ts'],
          ...real,
        },
      },
      {
        test: {
          name: 'access',
          include: ['tests/access/**/*.test.ts'],
          globalSetup: ['tests/support/built.ts', 'tests/support/postgres.ts'],
          ...real,
          // Each file has a browser, a city and a kiosk of its own.
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'long',
          include: ['tests/long/**/*.test.ts'],
          globalSetup: ['tests/support/built.ts', 'tests/support/postgres.ts'],
          ...real,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/built.ts', 'tests/support/postgres.ts'],
          ...real,
        },
      },
    ],
  },
});
