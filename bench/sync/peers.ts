import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';

const FOLDER = join(import.meta.dirname, '..', 'peers');
const STAMP = join(FOLDER, 'node_modules', '.installed');
const LOCKFILE = join(FOLDER, 'package-lock.json');

/** A package of `bench/peers`, which the project itself does not depend on. */
export function loadPeer(name: string): unknown {
  return createRequire(join(FOLDER, 'package.json'))(name);
}

/** Installs the packages that are only measured beside ours, at first use and when they changed. */
export async function installPeers(): Promise<void> {
  const wanted = createHash('sha256').update(readFileSync(LOCKFILE)).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  console.log('… Install the packages to compare with');
  const npm = process.env['npm_execpath'];
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  // Their binaries come with the packages: nothing has to be built or fetched.
  const args = [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  await promisify(execFile)(command, args, { cwd: FOLDER });
  writeFileSync(STAMP, wanted);
}
