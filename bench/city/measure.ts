import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ROOT } from '../../scripts/lib/run.ts';
import { Ours } from '../sync/contenders/ours.ts';
import { type Ground, openGround } from '../sync/ground.ts';
import { machine, type SyncResults } from '../sync/measure.ts';
import { enrolDevices } from './devices.ts';
import { flushesPerSecond } from './disk.ts';
import { HUB_COUNTS, Hubs } from './hubs.ts';
import { type FirstSyncsResult, measureFirstSyncs, NEW_KIOSKS, whenPacked } from './parts/first-syncs.ts';
import { type KilledResult, measureKilled } from './parts/killed.ts';
import { type Costed, measureLooks, measureTokens } from './parts/looks.ts';
import {
  type ImportResult,
  measureImport,
  measurePublication,
  type PublicationResult,
} from './parts/publication.ts';
import { answerBytes, type BackupResult, measureBackup, type Sizes, sizesOf } from './parts/sizes.ts';
import {
  measureSubmissions,
  type Sealed,
  sealSubmissions,
  type SubmissionsCosted,
} from './parts/submissions.ts';

export interface CityResults {
  measuredOn: string;
  machine: SyncResults['machine'];
  records: number;
  /** Submissions for each number of hubs. */
  submissions: number;
  flushesPerSecond: number;
  looks: Costed[];
  tokens: Costed[];
  submitted: SubmissionsCosted[];
  publication: PublicationResult[];
  import: ImportResult;
  firstSyncs: FirstSyncsResult;
  killed: KilledResult;
  /** With a fifth of the records, and with all of them. */
  sizes: { few: Sizes; all: Sizes };
  answerBytes: number;
  /** Likewise, and with all submissions. */
  backups: { few: BackupResult; all: BackupResult; submitted: BackupResult };
  /** Taken over from `npm run bench -- sync`. */
  live?: { kiosks: number; kibEach: number; lastToldSeconds: number } | undefined;
}

const FEW = 1 / 5;
/** For each number of hubs, and for the kill of one. */
const ROUNDS_OF_SUBMISSIONS = HUB_COUNTS.length + 1;
const RECORDS_PER_SUBMISSION = 50;

/** Measures all of it on one PostgreSQL that flushes to the disk. */
export async function measureAll(records: number, report: (step: string) => void): Promise<CityResults> {
  const ground = await openGround();
  try {
    return await measureOn(ground, records, report);
  } finally {
    await ground.end();
  }
}

async function measureOn(
  ground: Ground,
  records: number,
  report: (step: string) => void,
): Promise<CityResults> {
  const submissions = Math.round(records / RECORDS_PER_SUBMISSION);
  const common = {
    measuredOn: new Date().toISOString().slice(0, 10),
    machine: machine(),
    records,
    submissions,
    flushesPerSecond: flushesPerSecond(ground.newFolder()),
  };
  const ours = new Ours(ground);
  const start = (count: number) => Hubs.start(ours, ground, count);
  const backUpNow = () => measureBackup(ours.template, join(ground.newFolder(), 'backup'));

  report(`preparing ${records} records`);
  await ours.prepare(records * FEW);
  const few = { sizes: await packedSizes(start), backup: await backUpNow() };
  await ours.grow(records);
  const all = { sizes: await packedSizes(start), backup: await backUpNow() };
  report('sealing submissions');
  const first = await start(1);
  const devices = await enrolDevices(first, NEW_KIOSKS + 2);
  const sealed = await sealSubmissions(devices, ROUNDS_OF_SUBMISSIONS * submissions);
  report(`${NEW_KIOSKS} new kiosks at once`);
  const firstSyncs = await measureFirstSyncs(first, devices);
  await first.close();

  const looks: Costed[] = [];
  const tokens: Costed[] = [];
  const submitted: SubmissionsCosted[] = [];
  const publication: PublicationResult[] = [];
  const take = (): Sealed[] => sealed.splice(0, submissions);
  for (const count of HUB_COUNTS) {
    report(`${count} of the hubs`);
    const hubs = await start(count);
    looks.push(await measureLooks(hubs, devices));
    tokens.push(await measureTokens(hubs, devices));
    publication.push(await measurePublication(hubs));
    await hubs.close();
    submitted.push(await measureSubmissions(ours.template, () => start(count), take()));
  }
  report('one of two hubs killed');
  const two = await start(2);
  const killed = await measureKilled(two, take());
  await two.close();
  const last = await start(1);
  const fullBackup = await backUpNow();
  report('a large import');
  const imported = await measureImport(last);
  const answer = await answerBytes(last.database);
  await last.close();
  return {
    ...common,
    looks,
    tokens,
    submitted,
    publication,
    import: imported,
    firstSyncs,
    killed,
    sizes: { few: few.sizes, all: all.sizes },
    answerBytes: answer,
    backups: { few: few.backup, all: all.backup, submitted: fullBackup },
    live: liveFigures(),
  };
}

/** Once a hub has packed the records. */
async function packedSizes(start: (count: number) => Promise<Hubs>): Promise<Sizes> {
  const hubs = await start(1);
  await whenPacked(hubs.database);
  const sizes = await sizesOf(hubs.database);
  await hubs.close();
  return sizes;
}

const liveSchema = z.object({
  live: z.object({ kiosks: z.number(), kibEach: z.number(), lastToldSeconds: z.number() }),
});

/** Undefined until waiting kiosks were measured beside the sync. */
function liveFigures(): CityResults['live'] {
  const text = readFileSync(join(ROOT, 'bench', 'results', 'sync.json'), 'utf8');
  const parsed = liveSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data.live : undefined;
}
