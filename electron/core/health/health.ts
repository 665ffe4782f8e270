import { type Health } from '../../../shared/sync/index.ts';
import { type Failure } from '../log/index.ts';
import { type Precious } from '../store/index.ts';

export interface HealthMeans {
  precious: Precious;
  version: string;
  freeBytes: () => number;
  /** Of each tenant that is followed. */
  standings: () => Health['followed'];
  lastFailure: Failure | undefined;
  /** Undefined while no paper was asked for. */
  printerWorks: boolean | undefined;
}

const DAY_MILLISECONDS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** How this kiosk is; undefined when its own disk does not tell: that must not keep it from proving who it is. */
export function describeHealth(means: HealthMeans): Health | undefined {
  try {
    return { ...countsOf(means), ...restOf(means) };
  } catch {
    return undefined;
  }
}

function countsOf({ precious: { outbox } }: HealthMeans) {
  const days = daysSince(outbox.oldestWaitingDay());
  return {
    waiting: outbox.count('waiting'),
    kept: outbox.count('accepted'),
    attention: outbox.count('attention'),
    ...(days === undefined ? {} : { oldestWaitingDays: days }),
  };
}

function restOf({ precious, version, freeBytes, standings, lastFailure, printerWorks }: HealthMeans) {
  return {
    version,
    runtime: runtimeName(),
    freeBytes: freeBytes(),
    followed: standings(),
    ...(lastFailure === undefined ? {} : { lastFailure }),
    ...(printerWorks === undefined ? {} : { printerWorks }),
    commands: precious.ledger.newest(),
  };
}

function runtimeName(): string {
  const { electron } = process.versions;
  return electron === undefined ? `node ${process.versions.node}` : `electron ${electron}`;
}

/** By the kiosk's clock at both ends; a clock that was put back does not make it a day of the future. */
function daysSince(day: string | undefined): number | undefined {
  if (day === undefined || !DAY.test(day)) return undefined;
  return Math.max(0, Math.floor((Date.now() - Date.parse(day)) / DAY_MILLISECONDS));
}
