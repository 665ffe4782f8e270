/* `npm run check`: everything that can be said of the source without running it. Warnings fail. */
import { runTool } from './lib/run.ts';

interface Check {
  name: string;
  tool: string;
  args: string[];
  /** A tool that looked at nothing must not pass for one that found nothing. */
  sawSomething?: (output: string) => boolean;
}

const FOLDERS = ['electron', 'renderer', 'city', 'shared', 'scripts', 'tests', 'bench'];

const CHECKS: Check[] = [
  { name: 'format', tool: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'types', tool: 'tsc', args: ['-p', '.'] },
  { name: 'lint', tool: 'oxlint', args: ['--type-aware', '--deny-warnings', ...FOLDERS] },
  { name: 'styles', tool: 'stylelint', args: ['{renderer,city}/**/*.css'] },
  {
    name: 'imports',
    tool: 'depcruise',
    args: ['--config', '.dependency-cruiser.cjs', ...FOLDERS],
    sawSomething: (output) => Number(/\((\d+) modules/.exec(output)?.[1] ?? 0) > 50,
  },
  {
    name: 'words',
    tool: 'node',
    args: ['scripts/words.ts'],
    sawSomething: (output) => /\b\d{2,} catalogues of \d{3,} texts and \d{3,} texts\b/.test(output),
  },
  { name: 'unused', tool: 'knip', args: ['--no-progress', '--treat-config-hints-as-errors'] },
];

let failed = 0;
for (const check of CHECKS) {
  const started = Date.now();
  const { code, output } = await runTool(check.tool, check.args);
  const passed = code === 0 && (check.sawSomething?.(output) ?? true);
  console.log(`${passed ? '✓' : '✗'} ${check.name} · ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (!passed) {
    failed += 1;
    console.log(output.trim());
  }
}
process.exitCode = failed === 0 ? 0 : 1;
