import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { startWords } from './renderer/language/start-words.plugin.ts';

const real = {
  /** Real processes and databases: slower than units, and never two suites on one machine at once. */
  testTimeout: 120_000,
  hookTimeout: 180_000,
  fileParallelism: false,
};

/** Where two files run at once, those that take minutes begin first: one of them begun last would be waited for alone. */
const LONGEST = ['access/pages.test.ts', 'access/rows.test.ts'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = (file: TestSpecification) => LONGEST.some((name) => file.moduleId.endsWith(name));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
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
