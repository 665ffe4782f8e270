/*
 * `npm run mutants`: breaks one promise after the other in a copy of the source, and looks whether the test that should
 * notice it does. `npm run mutants -- I4` tries those of one promise. The working tree is never touched.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ROOT, runTool } from './lib/run.ts';

const mutantSchema = z.object({
  promise: z.string().regex(/^(I\d+|keys)$/),
  /** What the breakage does, in words. */
  what: z.string(),
  file: z.string(),
  /** Must stand in the file exactly once. */
  find: z.string().min(1),
  replace: z.string(),
  test: z.object({
    project: z.string(),
    file: z.string(),
    /** The beginning of the titles of the tests; empty for all of the file. */
    name: z.string(),
  }),
});

/** From each seed: some breakages show in few worlds. */
const CASES = 12;

type Mutant = z.infer<typeof mutantSchema>;

const reportSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

const wanted = process.argv[2];
const all = z
  .array(mutantSchema)
  .parse(JSON.parse(readFileSync(join(ROOT, 'tests/simulator/mutants.json'), 'utf8')));
const mutants = all.filter((mutant) => wanted === undefined || mutant.promise === wanted);
const gitFolder = execFileSync('git', ['rev-parse', '--absolute-git-dir'], {
  cwd: ROOT,
  encoding: 'utf8',
}).trim();
const copy = copySource();
const healthy = new Map<string, boolean>();
let missed = 0;
try {
  for (const mutant of mutants) {
    const started = performance.now();
    const verdict = await judge(mutant);
    if (verdict !== 'caught') missed += 1;
    const seconds = Math.round((performance.now() - started) / 1_000);
    console.log(
      `${verdict.padEnd(8)} ${mutant.promise.padEnd(4)} ${String(seconds).padStart(4)} s  ${mutant.what}`,
    );
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${mutants.length - missed} of ${mutants.length} breakages are caught`);
process.exitCode = missed === 0 && mutants.length > 0 ? 0 : 1;

/** `unfit`: the text to break is not there once, or the test is red without the breakage. */
async function judge(mutant: Mutant): Promise<'caught' | 'MISSED' | 'unfit'> {
  const file = join(copy, mutant.file);
  const source = readFileSync(file, 'utf8');
  if (source.split(mutant.find).length !== 2) return 'unfit';
  const { test } = mutant;
  const key = JSON.stringify(test);
  const isHealthy = healthy.get(key) ?? (await run(test)) === 'green';
  healthy.set(key, isHealthy);
  if (!isHealthy) return 'unfit';
  writeFileSync(
    file,
    source.replace(mutant.find, () => mutant.replace),
  );
  try {
    return (await run(test)) === 'red' ? 'caught' : 'MISSED';
  } finally {
    writeFileSync(file, source);
  }
}

/** Only a test that failed is red: one that could not run shows nothing. */
async function run(test: Mutant['test']): Promise<'green' | 'red' | 'nothing'> {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const name = test.name === '' ? [] : ['--testNamePattern', `^${test.name}`];
  const reporter = ['--reporter', 'json', '--outputFile.json', report];
  await runTool('vitest', ['run', '--project', test.project, test.file, ...name, ...reporter], {
    folder: copy,
    // Some tests draw their seed from the commit, and the copy has no history of its own.
    env: { GIT_DIR: gitFolder, BORNE_CASES: String(CASES) },
  });
  if (!existsSync(report)) return 'nothing';
  const { numPassedTests, numFailedTests } = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')));
  if (numFailedTests > 0) return 'red';
  return numPassedTests > 0 ? 'green' : 'nothing';
}

/** What git knows of, and what it would be told of; the packages are shared. */
function copySource(): string {
  const folder = mkdtempSync(join(tmpdir(), 'borne-mutants-'));
  // PostgreSQL runs as a user of its own, who must be able to enter.
  chmodSync(folder, 0o755);
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  for (const name of listed.split('\0').filter((each) => each !== '' && existsSync(join(ROOT, each)))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    copyFileSync(join(ROOT, name), join(folder, name));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
