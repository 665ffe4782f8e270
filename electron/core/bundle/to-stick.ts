import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseJson } from '../../../shared/json/index.ts';
import { type SignedText } from '../../../shared/sealing/index.ts';
import {
  BUNDLE_FILES,
  type KioskReport,
  linesOf,
  readKioskFile,
  type SubmissionLine,
  submissionLineSchema,
} from '../../../shared/sync/index.ts';
import { type DeviceKey, keptKeysOf, type Keyring } from '../identity/index.ts';
import { type Db, type Outbox, type Precious, Records } from '../store/index.ts';
import {
  drawCopy,
  makeFolder,
  namesOnStick,
  piecesFromStick,
  removeFromStick,
  syncFolder,
  wholeName,
  writeToStick,
} from './stick.ts';

/** Flushed together: a slow stick must not be given more than it can take within its time. */
const AT_ONCE = 100;

export interface LeavingMeans {
  precious: Precious;
  key: DeviceKey;
  keyring: Keyring;
  content: Db;
}

/**
 * Copies what still waits for the cities onto a stick, letter for letter as it would go by the network, and says beside
 * it where this kiosk is. What it left there before goes once the new files are whole; other kiosks' files stay.
 * @returns how many items
 * @throws a system error when the stick is full, cannot be written or was pulled out: it has the former files or none
 */
export async function leaveOnStick(
  means: LeavingMeans,
  identity: { device: string; tenant: string },
  stick: string,
): Promise<number> {
  const { device, tenant } = identity;
  const { outbox } = means.precious;
  const place = join(stick, tenant);
  const copy = drawCopy();
  await makeFolder(place);
  const former = await ownFiles(place, device);
  const written = new Copied(outbox);
  if (outbox.count('waiting') > 0)
    await writeToStick(join(place, BUNDLE_FILES.submissions(device, copy)), written.pieces());
  const report = JSON.stringify(reportOf(means, device, written.file()));
  const signed: SignedText = { text: report, signature: means.key.sign(report) };
  await writeToStick(join(place, BUNDLE_FILES.report(device, copy)), [JSON.stringify(signed)]);
  for (const name of await superseded(outbox, place, former)) await removeFromStick(join(place, name));
  await syncFolder(place);
  return written.count;
}

/** What goes onto the stick, counted and summed on its way. */
class Copied {
  readonly #outbox: Outbox;
  readonly #hash = createHash('sha256');
  count = 0;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  *pieces(): Generator<string> {
    for (const rows of this.#outbox.waitingByParts(AT_ONCE)) {
      const lines = rows.map(({ id, item, signature }): SubmissionLine => ({ id, item, signature }));
      const piece = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      this.#hash.update(piece);
      this.count += rows.length;
      yield piece;
    }
  }

  file(): KioskReport['submissions'] {
    return this.count === 0 ? null : { sha256: this.#hash.digest('base64url'), count: this.count };
  }
}

function reportOf(
  { precious, keyring, content }: LeavingMeans,
  device: string,
  submissions: KioskReport['submissions'],
): KioskReport {
  const records = new Records(content);
  const { incarnation } = precious;
  const open = precious.outbox.openNumbers();
  if (!open.some((each) => each.incarnation === incarnation)) open.push({ incarnation, from: 1 });
  const checkpoints = keyring.tenants().flatMap((tenant) => {
    const cursor = records.cursor(tenant);
    return cursor ? [{ tenant, epoch: cursor.epoch, head: cursor.head }] : [];
  });
  const kept = keptKeysOf(keyring, precious.outbox);
  return { format: 'borne/kiosk-report/v1', device, incarnation, checkpoints, open, submissions, kept };
}

/** Files under this kiosk's name: its own, whole or not, or those of one that was copied from it. */
async function ownFiles(place: string, device: string): Promise<string[]> {
  const names = await namesOnStick(place);
  // Reports first: one whose file is gone would look as if that had been lost.
  return names.filter((name) => readKioskFile(wholeName(name))?.device === device).toSorted();
}

/** Not what a copy of this kiosk left that this one does not have: the city shall see that there are two. */
async function superseded(outbox: Outbox, place: string, former: readonly string[]): Promise<string[]> {
  const kept = new Set<string | undefined>();
  for (const name of former) {
    const file = readKioskFile(name);
    if (file?.kind === 'submissions' && !(await holdsAllOf(outbox, place, name))) kept.add(file.copy);
  }
  return former.filter((name) => name !== wholeName(name) || !kept.has(readKioskFile(name)?.copy));
}

async function holdsAllOf(outbox: Outbox, place: string, name: string): Promise<boolean> {
  for await (const line of linesOf(piecesFromStick(place, name))) {
    const parsed = submissionLineSchema.safeParse(parseJson(line ?? ''));
    if (!parsed.success || outbox.find(parsed.data.id) === undefined) return false;
  }
  return true;
}
