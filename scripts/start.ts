/* `npm start`: everything, from a fresh clone to a kiosk that somebody can touch. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { build, buildPseudoPage } from './lib/build.ts';
import { endEverything } from './lib/children.ts';
import { hasDisplay } from './lib/display.ts';
import { prepareElectron } from './lib/prepare.ts';
import { CACHE, ROOT } from './lib/run.ts';
import { smoke } from './lib/smoke.ts';
import { startCity, type RunningCity } from './lib/start-city.ts';
import { openInBrowserMode, openWindow, prepareKiosk, type OpenKiosk } from './lib/start-kiosk.ts';
import { checkPortIsFree, readStartOptions, USAGE, type StartOptions } from './lib/start-options.ts';
import { secondsBy, step, Trouble } from './lib/steps.ts';

process.on('SIGINT', () => void leave(0));
process.on('SIGTERM', () => void leave(0));

if (process.argv.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}

try {
  await start(readStartOptions(process.argv.slice(2)));
} catch (error) {
  console.error(`\n✗ ${inWords(error)}`);
  await leave(1);
}

async function start(options: StartOptions): Promise<void> {
  await checkPortIsFree('hub-port', options.hubPort);
  await checkPortIsFree('kiosk-port', options.kioskPort);
  const electron = await chooseWindow(options);
  await step('build', 'Build', (shown) => build({ report: (name) => shown.report(name) }));
  const city = await startCity(options);
  const kioskFolder = await step('kiosk', 'Enrol the kiosk', () => prepareKiosk(options.dataFolder, city));
  if (options.smoke) return await walk(options, city, kioskFolder, electron);
  const kiosk = await step('kiosk', 'Open the kiosk', async () =>
    electron
      ? openWindow({ electron, kioskFolder, onClosed: () => void leave(0) })
      : openInBrowserMode({
          kioskFolder,
          port: options.kioskPort,
          ...(options.pseudo ? { pageFolder: await buildPseudoPage() } : {}),
        }),
  );
  tellWhatIsReady(city, kiosk);
}

/** The window where there is one to open; otherwise a sentence, and the browser. */
async function chooseWindow(options: StartOptions) {
  if (options.browser) return undefined;
  if (!options.smoke && !hasDisplay()) {
    console.log('There is no screen here: the kiosk is served for a browser instead.');
    return undefined;
  }
  try {
    return await step('install', 'Get an Electron', (shown) => prepareElectron(shown));
  } catch (error) {
    if (!(error instanceof Trouble) || options.smoke) throw error;
    console.log(`${error.message}\nUntil then, the kiosk is served for a browser.`);
    return undefined;
  }
}

async function walk(
  options: StartOptions,
  city: RunningCity,
  kioskFolder: string,
  electron: Awaited<ReturnType<typeof chooseWindow>>,
): Promise<void> {
  const password = city.agentPassword;
  if (password === undefined) throw new Trouble('The walk signs in at the console: add --new-password.');
  await smoke({
    city: { ...city, agentPassword: password },
    kioskFolder,
    electron,
    kioskPort: options.kioskPort,
  });
  await leave(0);
}

function tellWhatIsReady(city: RunningCity, kiosk: OpenKiosk): void {
  console.log(`\nThe city's console: ${city.consoleUrl}`);
  console.log(
    city.agentPassword
      ? `  name: agent · password (shown only now): ${city.agentPassword}`
      : '  name: agent · the password was shown at the first start; `npm start -- --new-password` makes another',
  );
  if (kiosk.url) console.log(`The kiosk: ${kiosk.url}`);
  console.log('Ctrl-C ends everything.\n');
  console.log(
    JSON.stringify({
      ready: true,
      window: kiosk.window,
      kiosk: kiosk.url,
      hub: city.hubUrl,
      console: city.consoleUrl,
      seconds: {
        install: secondsOfInstall() + secondsBy('install'),
        build: secondsBy('build'),
        city: secondsBy('city'),
        kiosk: secondsBy('kiosk'),
      },
    }),
  );
}

/** What `prestart` noted of the packages, when it installed them for this very start. */
function secondsOfInstall(): number {
  const stamp = join(ROOT, 'node_modules', '.borne-installed.json');
  if (!existsSync(stamp)) return 0;
  const { seconds, at } = JSON.parse(readFileSync(stamp, 'utf8')) as { seconds: number; at?: number };
  const JUST_NOW_MS = 15_000;
  return at !== undefined && Date.now() - performance.now() - at < JUST_NOW_MS ? seconds : 0;
}

/** Nobody is asked to read a stack: what was not foreseen goes into a file for whoever mends it. */
function inWords(error: unknown): string {
  if (error instanceof Trouble) return error.message;
  const file = join(CACHE, 'start-failure.log');
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(file, inspect(error));
  const what = error instanceof Error ? error.message : String(error);
  return `${what}\n  Details for whoever mends it: ${file}`;
}

async function leave(code: number): Promise<never> {
  await endEverything();
  process.exit(code);
}
