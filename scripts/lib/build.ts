import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
    name: 'staff page',
    config: 'renderer/staff/vite.config.ts',
    sources: ['renderer/staff/**/*', 'renderer/ui/**/*', 'resources/locales/staff/**/*', ...COMMON],
    made: 'dist/staff/index.html',
  },
  {
    name: 'staff preload',
    config: 'electron/preload/staff.vite.config.ts',
    sources: ['electron/preload/**/*', ...COMMON],
    made: 'dist/preload/staff.cjs',
  },
  {
    name: 'core',
    config: 'electron/core/vite.config.ts',
    sources: ['electron/core/**/*', ...COMMON],
    made: 'dist/core/utility.js',
  },
];

/** Made for whoever looks at the screens (scripts/lib/pseudo), and never with the rest. */
const PSEUDO_PAGE: Target = {
  name: 'page in pseudo-French',
  config: 'scripts/lib/pseudo/vite.config.ts',
  sources: ['scripts/lib/{pseudo,words}/**/*', 'renderer/**/*', 'resources/locales/**/*', ...COMMON],
  made: 'dist/page-pseudo/index.html',
};

const STAMPS = join(ROOT, 'dist', '.built.json');

/** Builds what changed since the last time; with `force`, everything. */
export async function build(options: {
  force?: boolean;
  report: (name: string) => void;
}): Promise<{ rebuilt: string[] }> {
  const rebuilt: string[] = [];
  for (const target of TARGETS) {
    if (options.force !== true && isCurrent(target)) continue;
    options.report(target.name);
    await buildTarget(target);
    rebuilt.push(target.name);
  }
  return { rebuilt };
}

/** Builds the page that says everything in pseudo-French. @returns its folder */
export async function buildPseudoPage(): Promise<string> {
  if (!isCurrent(PSEUDO_PAGE)) await buildTarget(PSEUDO_PAGE);
  return join(ROOT, dirname(PSEUDO_PAGE.made));
}

function isCurrent({ name, sources, made }: Target): boolean {
  return readStamps()[name] === fingerprintOf(sources) && existsSync(join(ROOT, made));
}

async function buildTarget({ name, config, sources }: Target): Promise<void> {
  const fingerprint = fingerprintOf(sources);
  const { code, output } = await runTool('vite', ['build', '--config', config, '--logLevel', 'warn']);
  if (code !== 0) throw new Trouble(`The ${name} could not be built.\n${output.trim()}`);
  writeFileSync(STAMPS, JSON.stringify({ ...readStamps(), [name]: fingerprint }, undefined, 2));
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
