import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './run.ts';
import { Trouble } from './steps.ts';

export interface StartOptions {
  browser: boolean;
  smoke: boolean;
  /** The page in pseudo-French, in a browser. */
  pseudo: boolean;
  newPassword: boolean;
  dataFolder: string;
  /** 0: any free port. */
  hubPort: number;
  kioskPort: number;
}

export const USAGE = `npm start [-- options]
  --browser         no window: the same kiosk served for a browser on this machine
  --pseudo          with --browser: English and Arabic are pseudo-French, longer and strange, to try the screens
  --smoke           walk one proposal from the first touch to the city's answer, then stop
  --data DIR        keep all data in DIR (default .data)
  --hub-port N      the hub's port (default: a free one)
  --kiosk-port N    the kiosk's port with --browser (default: a free one)
  --new-password    give the demo's agent a new password`;

/** @throws Trouble that names the option that is not right */
export function readStartOptions(args: string[]): StartOptions {
  const { values } = parse(args);
  if (values.pseudo && (!values.browser || values.smoke)) {
    throw new Trouble(`--pseudo goes with --browser and without --smoke.\n\n${USAGE}`);
  }
  return {
    browser: values.browser,
    smoke: values.smoke,
    pseudo: values.pseudo,
    newPassword: values['new-password'],
    dataFolder: resolve(ROOT, values.data),
    hubPort: portFrom('hub-port', values['hub-port']),
    kioskPort: portFrom('kiosk-port', values['kiosk-port']),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        browser: { type: 'boolean', default: false },
        smoke: { type: 'boolean', default: false },
        pseudo: { type: 'boolean', default: false },
        'new-password': { type: 'boolean', default: false },
        data: { type: 'string', default: '.data' },
        'hub-port': { type: 'string', default: '0' },
        'kiosk-port': { type: 'string', default: '0' },
      },
    });
  } catch (error) {
    throw new Trouble(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function portFrom(option: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Trouble(`--${option} takes a port between 1 and 65535, not "${text}".`);
  }
  return port;
}

/** @throws Trouble when a port that was asked for is taken */
export async function checkPortIsFree(option: string, port: number): Promise<void> {
  if (port === 0) return;
  const free = await new Promise<boolean>((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
  });
  if (!free)
    throw new Trouble(
      `Port ${port} (--${option}) is taken by another program. Choose another or leave it out.`,
    );
}
