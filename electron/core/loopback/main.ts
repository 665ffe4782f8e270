import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfiguration } from '../configuration.ts';
import { createLog } from '../log/index.ts';
import { openReading } from '../reading/index.ts';
import { startCore } from '../roles/index.ts';
import { startLoopback } from './server.ts';

/*
 * The kiosk's service for a browser: development, tests of the pages, and machines without a window. Not part of the
 * packaged program. Prints one line of JSON with the address to open.
 */

const USAGE = 'Usage: node electron/core/loopback/main.ts --data DIR --page DIR [--port N]';

/** A copy of the shell's exit code: the next start sets the damaged file aside. */
const DAMAGED_EXIT = 3;

async function main(): Promise<void> {
  process.umask(0o077);
  const { dataFolder, pageFolder, port } = readArguments();
  const configuration = readConfiguration(join(dataFolder, 'configuration.json'));
  if (!configuration.ok) return leave(configuration.sentence);
  const log = createLog(dataFolder, 'loopback');
  const options = { dataFolder, configuration: configuration.value, version: ownVersion(), log };
  const core = startCore({ ...options, onDamage: () => process.exit(DAMAGED_EXIT) });
  if (!core.ok) return leave(`${core.reason}: ${dataFolder}`);
  const reading = openReading(options);
  const loopback = await startLoopback({
    pageFolder,
    port,
    reading: reading.router,
    recording: core.value.router,
    log,
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  console.log(JSON.stringify({ kiosk: loopback.url }));

  async function stop(): Promise<void> {
    if (core.ok) await Promise.all([loopback.close(), core.value.stop()]);
    reading.close();
    process.exit(0);
  }
}

function readArguments(): { dataFolder: string; pageFolder: string; port: number } {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, page: { type: 'string' }, port: { type: 'string', default: '0' } },
  });
  if (values.data === undefined || values.page === undefined) return leave(USAGE);
  return { dataFolder: values.data, pageFolder: values.page, port: Number(values.port) };
}

function ownVersion(): string {
  const file = new URL('../../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function leave(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

await main();
