import { arch, cpus, platform, release, totalmem } from 'node:os';
import { type Contender } from './contender.ts';
import { plainWays } from './contenders/controls.ts';
import { Ours } from './contenders/ours.ts';
import { Pouch } from './contenders/pouch.ts';
import { Streams } from './contenders/streams.ts';
import { type Ground, openGround } from './ground.ts';
import { type DownResult, measureDown } from './parts/down.ts';
import { type GrowthResult, measureGrowth } from './parts/growth.ts';
import { type KillResult, measureKills } from './parts/kill.ts';
import { type LiveResult, measureLive } from './parts/live.ts';
import { measureUp, type UpResult } from './parts/up.ts';
import { installPeers } from './peers.ts';
import { CHANGES, WORKLOAD_SEED } from './workload.ts';

export const SYNC_PARTS = ['down', 'kill', 'up', 'live', 'growth'] as const;

export interface SyncOptions {
  runs: number;
  records: number;
  parts: readonly (typeof SYNC_PARTS)[number][];
}

/** Of one way to bring records, as the figures and the page have it. */
export interface ContenderResult {
  name: string;
  remark: string;
  down?: DownResult;
  kill?: KillResult;
  up?: UpResult;
}

export interface SyncResults {
  measuredOn: string;
  machine: { processor: string; cores: number; memoryGib: number; system: string; node: string };
  workload: { seed: number; records: number; changes: typeof CHANGES; submissions: number; runs: number };
  /** Ours first. */
  contenders: ContenderResult[];
  live?: LiveResult | 'no-route';
  growth?: GrowthResult[];
}

const BYTES_IN_GIB = 1_024 ** 3;
/** A fifth of the records: 10,000 submissions, and as many waiting kiosks, for 50,000 records. */
const RECORDS_PER_SUBMISSION = 5;
const GROWTH = [0.1, 1, 4];

/** Measures all ways in one go, on one PostgreSQL, so that what disturbs one has a chance to disturb the others. */
export async function measureAll(options: SyncOptions, report: (step: string) => void): Promise<SyncResults> {
  await installPeers();
  const ground = await openGround();
  try {
    return await measureOn(ground, options, report);
  } finally {
    await ground.end();
  }
}

async function measureOn(
  ground: Ground,
  { runs, records, parts }: SyncOptions,
  report: (step: string) => void,
): Promise<SyncResults> {
  const submissions = Math.round(records / RECORDS_PER_SUBMISSION);
  const ours = new Ours(ground);
  const pouch = new Pouch(ground);
  const streams = new Streams(ground);
  report(`preparing ${records} records`);
  for (const contender of [ours, pouch, streams]) await contender.prepare(records);
  const plain = await plainWaysFrom(ground, ours);
  const all = [ours, pouch, streams, ...plain];
  const results = new Map<Contender, ContenderResult>(
    all.map((each) => [each, { name: each.name, remark: each.remark }]),
  );
  const common: SyncResults = {
    measuredOn: new Date().toISOString().slice(0, 10),
    machine: machine(),
    workload: { seed: WORKLOAD_SEED, records, changes: CHANGES, submissions, runs },
    contenders: [...results.values()],
  };

  if (parts.includes('down') || parts.includes('kill')) {
    report('first sync and changes');
    const ways = all.map((contender) => ({ contender, knowsChanges: !plain.includes(contender) }));
    for (const [contender, down] of await measureDown(ways, { records, runs }))
      set(results, contender, { down });
  }
  if (parts.includes('kill')) {
    report('killed in the middle');
    const known = [ours, pouch, streams].map((contender) => ({
      contender,
      firstBytes: results.get(contender)?.down?.first.downBytes.median ?? 0,
    }));
    for (const [contender, kill] of await measureKills(known, { records, runs }))
      set(results, contender, { kill });
  }
  if (parts.includes('up')) {
    report(`${submissions} submissions`);
    const up = await measureUp({ ours, pouch, streams }, { items: submissions, runs });
    for (const [contender, result] of up) set(results, contender, { up: result });
  }
  if (parts.includes('live')) {
    report(`${submissions} waiting kiosks`);
    common.live = await measureLive(ours, submissions);
  }
  if (parts.includes('growth')) {
    report('a city that grows');
    common.growth = await measureGrowth(ground, { sizes: GROWTH.map((factor) => records * factor), runs });
  }
  return common;
}

function set(
  results: Map<Contender, ContenderResult>,
  contender: Contender,
  more: Partial<ContenderResult>,
): void {
  const result = results.get(contender);
  if (result) Object.assign(result, more);
}

/** What the plain ways bring is what one kiosk of ours has after its first sync. */
async function plainWaysFrom(ground: Ground, ours: Ours): Promise<Contender[]> {
  const served = await ours.open();
  const finished = served.newFolder();
  const client = await served.startClient(finished);
  await client.order('pull');
  await client.kill();
  await served.close();
  return plainWays(ground, finished, ours.template);
}

/** What the figures were measured on. */
export function machine(): SyncResults['machine'] {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / BYTES_IN_GIB),
    system: `${platform()} ${arch()} ${release().split('-')[0]}`,
    node: process.version,
  };
}
