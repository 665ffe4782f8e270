import { implement } from '@orpc/server';
import { type KioskConfiguration, recordingContract } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { type Health } from '../../../shared/sync/index.ts';
import { StickCarrier } from '../bundle/index.ts';
import { Calling, callingRouter } from '../calling/index.ts';
import { Commands } from '../commands/index.ts';
import { describeHealth } from '../health/index.ts';
import { HubClient } from '../hub/index.ts';
import { type DeviceKey, keptKeysOf, Keyring, loadDeviceKey } from '../identity/index.ts';
import { type Log, rememberFailures } from '../log/index.ts';
import { projectAll } from '../projection/index.ts';
import { freeBytes, LEAST_FREE_BYTES, type RecorderMeans, recordingRouter } from '../recording/index.ts';
import { staffRouter } from '../staff/index.ts';
import {
  type Db,
  openContent,
  openPrecious,
  type Precious,
  SegmentFiles,
  type StartFailure,
} from '../store/index.ts';
import { ContentTurn, startSync } from '../sync/index.ts';

export interface CoreOptions {
  dataFolder: string;
  configuration: KioskConfiguration;
  version: string;
  log: Log;
  /** Told when a database turns out to be damaged: the process should end and be started again, which mends it. */
  onDamage: () => void;
  /**
   * Asked, again and again, while the city wants the program to start again; who can do it when nobody is there then calls
   * `mayRestart`. Without it, this kiosk says that it cannot.
   */
  onRestartWanted?: () => void;
}

export interface Core {
  router: ReturnType<typeof pageRouter>;
  /** For the staff window only. */
  staff: ReturnType<typeof staffRouter>;
  /** Told whether a paper came out, for the city to know. */
  notePrinted(works: boolean): void;
  /** Nobody is there: true when the program must start again now, which was then written down as done. */
  mayRestart(): boolean;
  /** Finishes what is being written, and leaves the network. */
  stop(): Promise<void>;
}

const BACKUP_EVERY_MILLISECONDS = 3_600_000;

/** A backup is as large as what it copies; it must not take the room that submissions need. */
const LEAST_FREE_FOR_BACKUP_BYTES = 2 * LEAST_FREE_BYTES;

/** Records, delivers and follows: the process that lives as long as the kiosk and sees sealed things only. */
export function startCore(options: CoreOptions): Result<Core, StartFailure> {
  const { dataFolder, log } = options;
  const precious = openPrecious(dataFolder, log);
  if (!precious.ok) return precious;
  const rest = openRest(options);
  if (!rest) {
    precious.value.close();
    return err('data-folder-unusable');
  }
  precious.value.journal.note('started');
  return ok(coreOver(options, precious.value, rest));
}

function openRest({ dataFolder, version, log }: CoreOptions): { key: DeviceKey; content: Db } | undefined {
  try {
    const key = loadDeviceKey(dataFolder, log);
    return { key, content: openContent(dataFolder, { version, projectAll }, log) };
  } catch {
    return undefined;
  }
}

function coreOver(options: CoreOptions, precious: Precious, rest: { key: DeviceKey; content: Db }): Core {
  const { dataFolder, configuration, onDamage } = options;
  const log = rememberFailures(options.log);
  const { key, content } = rest;
  const keyring = new Keyring(precious.site);
  let printerWorks: boolean | undefined;
  let hasToldStart = false;
  const health = () =>
    describeHealth({
      precious,
      version: options.version,
      freeBytes: () => freeBytes(dataFolder),
      standings: () => keyring.tenants().flatMap((tenant) => sync.standing(tenant) ?? []),
      lastFailure: log.lastFailure(),
      printerWorks,
    });
  const identity = () => identityOf(precious, key, keyring, health);
  const hub = new HubClient(configuration.hub, identity, configuration.hubCertificate);
  const segments = new SegmentFiles(dataFolder);
  const turn = new ContentTurn();
  const commands = new Commands({
    content,
    keyring,
    site: precious.site,
    ledger: precious.ledger,
    hub,
    lookNow: () => sync.lookNow(),
    askRestart: options.onRestartWanted,
    log,
  });
  const sync = startSync({
    hub,
    key,
    keyring,
    precious,
    content,
    segments,
    turn,
    log,
    enrolmentCode: configuration.enrolmentCode,
    everySeconds: configuration.syncEverySeconds,
    bootSplaySeconds: configuration.bootSplaySeconds,
    async onFollowed(tenant, signal) {
      if (tenant !== keyring.homeTenant()) return;
      await commands.look(signal);
      // What was said at the start was said before anything could be followed.
      if (!hasToldStart) await hub.proveAgain(signal);
      hasToldStart = true;
    },
    onDamage,
  });
  const carrier = new StickCarrier({
    dataFolder,
    precious,
    key,
    keyring,
    content,
    segments,
    turn,
    log,
    onTaken: () => sync.deliverSoon(),
    onDamage,
  });
  const stopBackups = startBackups(precious, dataFolder, log);
  const calling = new Calling({ hub, tenant: () => identity()?.tenant });
  const recorder: RecorderMeans = {
    precious,
    key,
    keyring,
    log,
    freeBytes: () => freeBytes(dataFolder),
    leastFreeBytes: LEAST_FREE_BYTES,
    onRecorded: (tenant) => sync.deliverSoon(tenant),
    onDamage,
  };
  return {
    router: pageRouter(recorder, calling),
    staff: staffRouter(carrier, precious),
    notePrinted: (works) => (printerWorks = works),
    mayRestart: () => commands.mayRestart(),
    async stop() {
      stopBackups();
      await Promise.all([carrier.stop(), sync.stop(), calling.stop()]);
      content.close();
      precious.close();
    },
  };
}

function pageRouter(recorder: RecorderMeans, calling: Calling) {
  return implement(recordingContract).router({ ...recordingRouter(recorder), ...callingRouter(calling) });
}

function identityOf(precious: Precious, key: DeviceKey, keyring: Keyring, health: () => Health | undefined) {
  const enrolment = precious.site.enrolment();
  return (
    enrolment && {
      device: enrolment.device,
      tenant: enrolment.tenant,
      sign: (text: string) => key.sign(text),
      health,
      keptKeys: () => keptKeysOf(keyring, precious.outbox),
    }
  );
}

function startBackups(precious: Precious, dataFolder: string, log: Log): () => void {
  function backUp(): void {
    if (freeBytes(dataFolder) < LEAST_FREE_FOR_BACKUP_BYTES) {
      log.write('backup-failed', { reason: 'storage-full' });
      return;
    }
    try {
      precious.backUp();
      log.write('backup-made');
    } catch {
      log.write('backup-failed', { reason: 'not-written' });
    }
  }
  const first = setImmediate(backUp);
  const hourly = setInterval(backUp, BACKUP_EVERY_MILLISECONDS);
  return () => {
    clearImmediate(first);
    clearInterval(hourly);
  };
}
