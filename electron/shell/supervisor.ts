import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import {
  fromProcessSchema,
  type FromProcess,
  type KioskConfiguration,
  type ProcessRole,
  type ToProcess,
} from '../../shared/contract/index.ts';
import { killNow } from './killing.ts';

/** A process says that it is alive every two seconds. */
const SILENCE_MILLISECONDS = 10_000;
/** Opening a large database after a power cut takes longer than an answer. */
const START_MILLISECONDS = 30_000;
const FIRST_PAUSE_MILLISECONDS = 200;
const LONGEST_PAUSE_MILLISECONDS = 10_000;
/** A process that served this long is not in a loop of crashes: the next pause is short again. */
const STEADY_MILLISECONDS = 10_000;
const POLITE_STOP_MILLISECONDS = 1_500;

/** What a process is given of our own surroundings: nothing that could change how it loads code. */
const PASSED_VARIABLES = [
  'PATH',
  'HOME',
  'LANG',
  'TZ',
  'TMPDIR',
  'TEMP',
  'SystemRoot',
  'APPDATA',
  /** A Node ≥ 22, for the runtime whose own cannot open the database. */
  'BORNE_NODE',
];

type Failure = Extract<FromProcess, { type: 'failed' }>;

export interface ProcessWish {
  role: ProcessRole;
  entry: string;
  dataFolder: string;
  configuration: KioskConfiguration;
  version: string;
  /** Show what it writes, for developing; it is thrown away otherwise. */
  showOutput: boolean;
  ready?(): void;
  failed?(failure: Failure): void;
  restartWanted?(): void;
  restart?(): void;
  gone?(code: number): void;
}

/** A process that is started again whenever it goes, until it is ended. */
export interface SupervisedProcess {
  /**
   * The page's end of a new connection, to what the visitor's page may ask unless it is for the staff window. What is sent
   * before the process is ready waits for it.
   */
  connect(contract?: 'staff'): MessagePortMain;
  /** Told only to a process that is ready; a word of the moment need not wait for the next one. */
  tell(message: Extract<ToProcess, { type: 'printed' | 'may-restart' }>): void;
  /** The process of the moment; undefined between two of them. */
  pid(): number | undefined;
  /** Lets it finish what it writes, then ends it for good, within two seconds. */
  stop(): Promise<void>;
  /** Ends it for good, at once. */
  kill(): void;
}

interface Connection {
  port: MessagePortMain;
  contract: 'staff' | undefined;
}

export function superviseProcess(wish: ProcessWish): SupervisedProcess {
  let child: UtilityProcess | undefined;
  let isReady = false;
  let readySince = 0;
  let ended = false;
  let pause = FIRST_PAUSE_MILLISECONDS;
  let silence: NodeJS.Timeout | undefined;
  let nextStart: NodeJS.Timeout | undefined;
  const waiting: Connection[] = [];

  const expectWordWithin = (milliseconds: number) => {
    clearTimeout(silence);
    silence = setTimeout(() => killNow(child?.pid), milliseconds);
  };

  const hear = (message: unknown) => {
    const parsed = fromProcessSchema.safeParse(message);
    if (!parsed.success) return;
    if (parsed.data.type === 'failed') wish.failed?.(parsed.data);
    if (parsed.data.type === 'restart-wanted') wish.restartWanted?.();
    if (parsed.data.type === 'restart') wish.restart?.();
    if (parsed.data.type === 'alive' && isReady) expectWordWithin(SILENCE_MILLISECONDS);
    if (parsed.data.type === 'ready') {
      isReady = true;
      readySince = Date.now();
      expectWordWithin(SILENCE_MILLISECONDS);
      for (const connection of waiting.splice(0)) handOver(connection);
      wish.ready?.();
    }
  };

  const tell = (message: ToProcess, ports: MessagePortMain[] = []) => child?.postMessage(message, ports);
  const handOver = ({ port, contract }: Connection) =>
    tell({ type: 'port', ...(contract === undefined ? {} : { contract }) }, [port]);

  const start = () => {
    child = utilityProcess.fork(wish.entry, [], {
      serviceName: `borne ${wish.role}`,
      env: passedVariables(),
      stdio: wish.showOutput ? 'inherit' : 'ignore',
    });
    child.on('message', hear);
    child.once('exit', (code) => {
      clearTimeout(silence);
      child = undefined;
      const wasSteady = isReady && Date.now() - readySince > STEADY_MILLISECONDS;
      isReady = false;
      wish.gone?.(code);
      if (ended) return;
      if (wasSteady) pause = FIRST_PAUSE_MILLISECONDS;
      nextStart = setTimeout(start, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
    });
    expectWordWithin(START_MILLISECONDS);
    const { role, dataFolder, configuration, version } = wish;
    tell({ type: 'start', role, dataFolder, configuration, version });
  };

  const end = () => {
    ended = true;
    clearTimeout(nextStart);
    for (const { port } of waiting.splice(0)) port.close();
  };

  start();
  return {
    connect(contract) {
      const { port1, port2 } = new MessageChannelMain();
      if (isReady) handOver({ port: port2, contract });
      else waiting.push({ port: port2, contract });
      return port1;
    },
    tell(message) {
      if (isReady) tell(message);
    },
    pid: () => child?.pid,
    stop() {
      end();
      const leaving = child;
      if (leaving === undefined) return Promise.resolve();
      return new Promise((resolve) => {
        leaving.once('exit', () => resolve());
        tell({ type: 'stop' });
        setTimeout(() => {
          killNow(leaving.pid);
          resolve();
        }, POLITE_STOP_MILLISECONDS);
      });
    },
    kill() {
      end();
      killNow(child?.pid);
    },
  };
}

function passedVariables(): Record<string, string> {
  const passed = PASSED_VARIABLES.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(
    passed.filter((pair): pair is readonly [string, string] => pair[1] !== undefined),
  );
}
