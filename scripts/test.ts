/*
 * `npm test`: checks, builds, then every test, and one summed line at the end. What a test needs (Electron, libraries,
 * a browser) is fetched or installed here first, so that none is ever skipped for want of it. `npm run test:long` runs
 * what takes too long for every change: `node scripts/test.ts long`.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { build } from './lib/build.ts';
import { prepareBrowser, prepareElectron, preparePrinting } from './lib/prepare.ts';
import { CACHE, runTool } from './lib/run.ts';
import { secondsBy, step, Trouble } from './lib/steps.ts';

const PROJECTS =
  process.argv[2] === 'long' ? ['long'] : ['unit', 'integration', 'simulator', 'faults', 'access', 'e2e'];

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numFailedTestSuites: z.number(),
  success: z.boolean(),
});

const totals = { passed: 0, failed: 0, skipped: 0 };

try {
  await step('check', 'Check the source', runCheck);
  await step('build', 'Build', (shown) => build({ report: (name) => shown.report(name) }));
  await step('prepare', 'Get an Electron', (shown) => prepareElectron(shown));
  await step('prepare', 'Get a browser', (shown) => prepareBrowser(shown));
  await step('prepare', 'Get a print service', (shown) => preparePrinting(shown));
  for (const project of PROJECTS) await step(project, `Tests: ${project}`, () => runProject(project));
} catch (error) {
  totals.failed += 1;
  console.error(error instanceof Trouble ? `✗ ${error.message}` : error);
}
console.log(PROJECTS.map((project) => `${project} ${secondsBy(project)} s`).join(' · '));
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;

async function runCheck(): Promise<void> {
  const { code, output } = await runTool('node', ['scripts/check.ts']);
  if (code !== 0) {
    totals.failed += 1;
    console.log(output.trim());
  }
}

async function runProject(project: string): Promise<void> {
  const reportFile = join(CACHE, `report-${project}.json`);
  rmSync(reportFile, { force: true });
  const { code } = await runTool(
    'vitest',
    [
      'run',
      '--project',
      project,
      '--reporter',
      'default',
      '--reporter',
      'json',
      '--outputFile.json',
      reportFile,
    ],
    { show: true, log: `test-${project}.log` },
  );
  if (!existsSync(reportFile)) throw new Trouble(`The tests of "${project}" did not run.`);
  const report = reportSchema.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
  totals.passed += report.numPassedTests;
  totals.failed += report.numFailedTests;
  totals.skipped += report.numPendingTests + report.numTodoTests;
  // A suite that fails before its first test, or a run that ends badly, has no failed test to count.
  if (report.numFailedTests === 0 && (code !== 0 || !report.success || report.numFailedTestSuites > 0)) {
    totals.failed += 1;
  }
}
