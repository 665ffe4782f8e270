import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDF_DRIVER, PRINT_SERVICE } from '../../scripts/lib/print-service.ts';
import { eventually } from './eventually.ts';

const run = promisify(execFile);

/** What stands behind a queue: a printer that prints into a file, unless its name says otherwise. */
export type Device = 'good' | 'empty' | 'broken' | 'slow';

/** A CUPS of the test's own, from Debian's programs and Debian's configuration, that touches nothing of the machine's. */
export interface PrintServer {
  socket: string;
  /** Adds the queue, or puts another device behind it. `raw` hands the document over without Debian's filters. */
  queue(name: string, device: Device, options?: { raw?: boolean; policy?: string }): Promise<void>;
  remove(name: string): Promise<void>;
  /** What staff do to a queue. */
  command(
    word: 'cupsdisable' | 'cupsenable' | 'cupsreject' | 'cupsaccept' | 'lp',
    ...args: string[]
  ): Promise<void>;
  /** Puts a new roll into every printer that is empty. */
  newRoll(): void;
  /** Where the papers of a queue come out, the last one only. */
  paper(queue: string): string;
  /** Every job that is known, under way or past. */
  jobs(): Promise<string>;
  /** The documents and jobs in the spool, and what the filters left. */
  leftOver(): string[];
  /** The folder of all that CUPS writes, without the papers. */
  folder: string;
  /** Stops and starts again with these lines in its configuration. */
  restart(...lines: string[]): Promise<void>;
  stop(): Promise<void>;
}

const LINKED = ['filter', 'daemon', 'notifier', 'driver', 'monitor', 'cgi-bin'];

export async function startPrintServer(): Promise<PrintServer> {
  const root = mkdtempSync(join(tmpdir(), 'borne-cups-'));
  chmodSync(root, 0o755);
  const folder = join(root, 'cups');
  const papers = join(root, 'papers');
  const inside = (name: string) => join(folder, name);
  for (const name of ['etc', 'spool', 'cache', 'state', 'tmp', 'log', 'bin/backend'])
    mkdirSync(inside(name), { recursive: true });
  mkdirSync(papers);
  // CUPS lets what talks to a device run without rights.
  chmodSync(papers, 0o777);
  for (const name of LINKED) symlinkSync(join('/usr/lib/cups', name), inside(`bin/${name}`));
  const socket = inside('state/cups.sock');
  const roll = join(root, 'roll');
  writeFileSync(inside('bin/backend/printer'), printerProgram(roll, papers), { mode: 0o755 });
  writeFileSync(inside('etc/roll.ppd'), rollDriver());
  writeFileSync(inside('etc/cups-files.conf'), filesConfiguration(folder));

  const start = async (lines: string[]) => {
    writeFileSync(inside('etc/cupsd.conf'), configuration(socket, lines));
    const args = ['-f', '-c', inside('etc/cupsd.conf'), '-s', inside('etc/cups-files.conf')];
    const started = spawn(PRINT_SERVICE, args, { stdio: 'ignore' });
    process.once('exit', () => started.kill('SIGKILL'));
    await eventually(() => client('lpstat', '-r').then(expectRunning));
    return started;
  };
  const client = async (word: string, ...args: string[]) => {
    const { stdout } = await run(word, args, { env: { ...process.env, CUPS_SERVER: socket, LC_ALL: 'C' } });
    return stdout;
  };
  let server: ChildProcess = await start([]);
  const end = () =>
    new Promise<void>((ended) => {
      server.once('exit', () => ended());
      server.kill('SIGTERM');
    });

  return {
    socket,
    folder,
    async queue(name, device, { raw = false, policy = 'retry-job' } = {}) {
      const driver = raw ? ['-m', 'raw'] : ['-P', inside('etc/roll.ppd')];
      const printer = ['-p', name, '-E', '-v', `printer:/${device}`];
      await client('lpadmin', ...printer, ...driver, '-o', `printer-error-policy=${policy}`);
    },
    remove: async (name) => void (await client('lpadmin', '-x', name)),
    command: async (word, ...args) => void (await client(word, ...args)),
    newRoll: () => writeFileSync(roll, ''),
    paper: (queue) => join(papers, `${queue}.pdf`),
    jobs: () => client('lpstat', '-W', 'all', '-o'),
    leftOver: () => [...readdirSync(inside('spool')), ...readdirSync(inside('tmp'))],
    async restart(...lines) {
      await end();
      server = await start(lines);
    },
    async stop() {
      await end();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function expectRunning(said: string): void {
  if (!said.includes('is running')) throw new Error('CUPS is not running');
}

/** Debian's own, with another door and without the network. */
function configuration(socket: string, lines: string[]): string {
  const shipped = readFileSync('/usr/share/cups/cupsd.conf.default', 'utf8')
    .split('\n')
    .filter((line) => !/^(Listen|Browsing|WebInterface)/.test(line));
  return [
    ...shipped,
    `Listen ${socket}`,
    'Browsing No',
    'WebInterface No',
    'LogLevel debug',
    ...lines,
    '',
  ].join('\n');
}

/** Its members may set up queues: whoever runs the tests, root or not. */
function ownGroup(): string {
  return execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
}

function filesConfiguration(folder: string): string {
  return `
ServerRoot ${folder}/etc
ServerBin ${folder}/bin
RequestRoot ${folder}/spool
CacheDir ${folder}/cache
StateDir ${folder}/state
TempDir ${folder}/tmp
AccessLog ${folder}/log/access
ErrorLog ${folder}/log/error
PageLog ${folder}/log/page
SystemGroup ${ownGroup()}
`;
}

/** Debian's driver for printers that take PDF, which knows sheets only, taught paper that is cut to length. */
function rollDriver(): string {
  return `${readFileSync(PDF_DRIVER, 'utf8')}
*HWMargins: 0 0 0 0
*VariablePaperSize: True
*MaxMediaWidth: "1000"
*MaxMediaHeight: "6000"
*CustomPageSize True: "pop pop pop <</PageSize[5 -2 roll]/ImagingBBox null>>setpagedevice"
*ParamCustomPageSize Width: 1 points 36 1000
*ParamCustomPageSize Height: 2 points 36 6000
*ParamCustomPageSize WidthOffset: 3 points 0 0
*ParamCustomPageSize HeightOffset: 4 points 0 0
*ParamCustomPageSize Orientation: 5 int 0 0
`;
}

/** A backend, as CUPS calls what talks to a device. A printer without paper waits for it and says so, as real ones do. */
function printerProgram(roll: string, papers: string): string {
  return `#!/bin/sh
[ $# -eq 0 ] && exit 0
trap 'exit 0' TERM
case "$DEVICE_URI" in
*empty)
  [ -e ${roll} ] || echo 'STATE: +media-empty-error' >&2
  while [ ! -e ${roll} ]; do sleep 0.1; done
  echo 'STATE: -media-empty-error' >&2 ;;
*broken) cat > /dev/null; exit 1 ;;
*slow) sleep 60 & wait ;;
esac
cat \${6:--} > ${papers}/$PRINTER.pdf
`;
}
