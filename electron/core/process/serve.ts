import { RPCHandler } from '@orpc/server/message-port';
import { toProcessSchema, type ToProcess } from '../../../shared/contract/index.ts';
import { ok, type Result, unreachable } from '../../../shared/result/index.ts';
import { createLog, type Log } from '../log/index.ts';
import { openReading } from '../reading/index.ts';
import { noteFailure, startCore } from '../roles/index.ts';
import { type StartFailure } from '../store/index.ts';
import { type PagePort, type ParentLink } from './parent-link.ts';

const ALIVE_EVERY_MILLISECONDS = 2_000;

/** The exit code that asks for a new start, which sets a damaged file aside. */
const DAMAGED_EXIT = 3;

type Start = Extract<ToProcess, { type: 'start' }>;

type Told = Extract<ToProcess, { type: 'printed' | 'may-restart' }>;

interface Service {
  log: Log;
  /** `isStaff`: the port is the staff window's. */
  accept(port: PagePort, isStaff: boolean): void;
  /** What the shell tells of itself. */
  hear(message: Told): void;
  stop(): Promise<void>;
}

/** Does what the shell asks: start as one role, answer pages through their ports, stop. */
export function serve(link: ParentLink): void {
  const started = performance.now();
  // What the kiosk keeps is nobody else's on the machine.
  process.umask(0o077);
  let service: Service | undefined;

  function start(message: Start): void {
    if (service) return;
    const begun = startService(message, link);
    if (!begun.ok) {
      link.send({ type: 'failed', reason: begun.reason, path: message.dataFolder });
      return;
    }
    service = begun.value;
    service.log.write('started', {
      role: message.role,
      milliseconds: Math.round(performance.now() - started),
    });
    link.send({ type: 'ready' });
  }

  function accept(port: PagePort | undefined, isStaff: boolean): void {
    if (port) service?.accept(port, isStaff);
  }

  async function stop(): Promise<void> {
    await service?.stop();
    service?.log.write('stopped');
    process.exit(0);
  }

  setInterval(() => link.send({ type: 'alive' }), ALIVE_EVERY_MILLISECONDS);
  link.listen((received, port) => {
    const message = toProcessSchema.parse(received);
    if (message.type === 'start') start(message);
    else if (message.type === 'port') accept(port, message.contract === 'staff');
    else if (message.type === 'printed' || message.type === 'may-restart') service?.hear(message);
    else if (message.type === 'stop') void stop();
    else unreachable(message);
  });
}

function startService(message: Start, link: ParentLink): Result<Service, StartFailure> {
  const log = createLog(message.dataFolder, message.role);
  return message.role === 'core' ? startRecording(message, log, link) : ok(startReading(message, log));
}

function startRecording(message: Start, log: Log, link: ParentLink): Result<Service, StartFailure> {
  const core = startCore({
    ...message,
    log,
    onDamage: () => process.exit(DAMAGED_EXIT),
    onRestartWanted: () => link.send({ type: 'restart-wanted' }),
  });
  if (!core.ok) return core;
  const { router, staff, notePrinted, mayRestart, stop } = core.value;
  const clientInterceptors = [(call: Parameters<typeof noteFailure>[1]) => noteFailure(log, call)];
  const forPages = new RPCHandler(router, { clientInterceptors });
  const forStaff = new RPCHandler(staff, { clientInterceptors });
  return ok({
    log,
    accept: (port, isStaff) => (isStaff ? forStaff : forPages).upgrade(port),
    hear(told) {
      if (told.type === 'printed') notePrinted(told.works);
      else if (mayRestart()) link.send({ type: 'restart' });
    },
    stop,
  });
}

function startReading(message: Start, log: Log): Service {
  const reading = openReading(message);
  const handler = new RPCHandler(reading.router, {
    clientInterceptors: [(call) => noteFailure(log, call)],
  });
  return {
    log,
    accept: (port) => handler.upgrade(port),
    hear() {},
    async stop() {
      reading.close();
    },
  };
}
