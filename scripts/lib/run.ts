import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const CACHE = join(ROOT, '.cache');
const TOOLS = join(ROOT, 'node_modules', '.bin');

export interface RunResult {
  code: number;
  output: string;
}

/** Runs one of the installed tools to its end and keeps all that it printed; `show` also passes it on as it comes. */
export async function runTool(
  tool: string,
  args: string[],
  options: { show?: boolean; log?: string; env?: Record<string, string>; folder?: string } = {},
): Promise<RunResult> {
  const child = spawn(join(TOOLS, tool), args, {
    cwd: options.folder ?? ROOT,
    env: { ...process.env, PATH: `${TOOLS}:${process.env['PATH'] ?? ''}`, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = options.log ? openLog(options.log) : undefined;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      log?.write(text);
      if (options.show) process.stdout.write(text);
    });
  }
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (status) => resolve(status ?? 1));
  });
  log?.end();
  return { code, output };
}

function openLog(name: string) {
  mkdirSync(CACHE, { recursive: true });
  return createWriteStream(join(CACHE, name));
}

/** Runs a program of the system quietly; its exit code, or 127 when it is not there. */
export function runSystemTool(tool: string, args: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(tool, args, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    child.on('error', () => resolve(127));
    child.on('close', (status) => resolve(status ?? 1));
  });
}
