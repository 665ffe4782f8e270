import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runTool } from './run.ts';
import { Trouble } from './steps.ts';

interface Target {
  name: string;
  config: string;
  /** What it is made of: nothing is built again while these are the same. */
  sources: string[];
  made: string;
}

const COMMON = ['shared/**/*.ts', 'package-lock.json'];

const TARGETS: Target[] = [
  {
    name: 'page',
    config: 'renderer/vite.config.ts',
    sources: ['renderer/**/*', 'resources/locales/**/*', ...COMMON],
    made: 'dist/page/index.html',
  },
  {
    name: 'console',
    config: 'city/console/vite.config.ts',
    sources: ['city/console/**/*', 'renderer/ui/**/*', 'resources/locales/**/*', ...COMMON],
    made: 'dist/console/index.html',
  },
  {
    name: 'shell',
    config: 'electron/shell/vite.config.ts',
    sources: ['electron/**/*', ...COMMON],
    made: 'dist/shell/main.js',
  },
  {
    name: 'preload',
    config: 'electron/preload/vite.config.ts',
    sources: ['electron/preload/**/*', ...COMMON],
    made: 'dist/preload/visitor.cjs',
  },
  {
    name: 'core',
    config: 'electron/core/vite.config.ts',
    sources: ['electron/core/**/*', ...COMMON],
    made: 'dist/core/utility.js',
  },
];

const STAMPS = join(ROOT, 'dist', '.built.json');

/** Builds what changed since the last time; with `force`, everything. */
export async function build(options: {
  force?: boolean;
  report: (name: string) => void;
}): Promise<{ rebuilt: string[] }> {
  const stamps = readStamps();
  const rebuilt: string[] = [];
  for (const target of TARGETS) {
    const fingerprint = fingerprintOf(target.sources);
    const current = stamps[target.name] === fingerprint && existsSync(join(ROOT, target.made));
    if (current && options.force !== true) continue;
    options.report(target.name);
    const { code, output } = await runTool('vite', [
      'build',
      '--config',
      target.config,
      '--logLevel',
      'warn',
    ]);
    if (code !== 0) throw new Trouble(`The ${target.name} could not be built.\n${output.trim()}`);
    stamps[target.name] = fingerprint;
    rebuilt.push(target.name);
    writeFileSync(STAMPS, JSON.stringify(stamps, undefined, 2));
  }
  return { rebuilt };
}

function readStamps(): Record<string, string> {
  return existsSync(STAMPS) ? (JSON.parse(readFileSync(STAMPS, 'utf8')) as Record<string, string>) : {};
}

function fingerprintOf(patterns: string[]): string {
  const hash = createHash('sha256');
  for (const file of patterns.flatMap((pattern) => globSync(pattern, { cwd: ROOT, withFileTypes: true }))) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    hash.update(path.slice(ROOT.length)).update(readFileSync(path));
  }
  return hash.digest('hex');
}
