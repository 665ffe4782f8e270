/*
 * A whole kiosk core in a process of its own, with visitors who record one submission after another. It prints what was
 * acknowledged to them; its test may kill it at any moment.
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '@orpc/server';
import { createLog } from '../../electron/core/log/index.ts';
import { openReading } from '../../electron/core/reading/index.ts';
import { startCore } from '../../electron/core/roles/index.ts';
import { kioskConfigurationSchema } from '../../shared/contract/index.ts';
import { quickReceipt, sealProposalTo } from './device.ts';
import { KIOSK_SERVICE, kioskSetUpSchema, type KioskWord } from './kiosk-words.ts';
import { attachmentOf } from './recording.ts';

const KEYS_AGAIN_MS = 100;

const setUp = kioskSetUpSchema.parse(JSON.parse(process.argv[2] ?? ''));
moveClock(setUp.daysAhead);
const configuration = kioskConfigurationSchema.parse({
  hub: setUp.hub,
  enrolmentCode: setUp.enrolmentCode,
  syncEverySeconds: 1,
  // These kiosks are killed within seconds: they would never come to their first look.
  bootSplaySeconds: 0,
});
const common = { dataFolder: setUp.folder, configuration, version: 'test' };
const core = startCore({
  ...common,
  log: createLog(setUp.folder, 'core'),
  onDamage: () => end('the kiosk found a file damaged'),
});
if (!core.ok) end(core.reason);
const { router, stop } = core.value;
const reading = openReading(common);
const closing = new AbortController();
process.stdin.on('end', () => closing.abort()).resume();
process.on('SIGTERM', () => void leave());
say({ word: 'ready' });
await receiveVisitors();
say({ word: 'no-more-visitors' });

async function receiveVisitors(): Promise<void> {
  for (let visits = 0; !closing.signal.aborted && visits < setUp.visits; visits += 1) {
    await visit();
    await sleep(Math.random() * setUp.longestPauseMs);
  }
}

async function visit(): Promise<void> {
  const keys = await sealingKeys();
  if (keys === undefined) return;
  const receipt = await quickReceipt();
  const id = crypto.randomUUID();
  const attachments = setUp.attachedBytes > 0 ? [await attachmentOf(setUp.attachedBytes)] : [];
  const envelope = await sealProposalTo(keys, {
    ...KIOSK_SERVICE,
    id,
    receipt,
    choices: { kind: 'idea', commission: 'not-sure' },
    text: 'Des bancs à l’ombre',
    ...(attachments.length > 0 && { attachments }),
  });
  const files = attachments.map(({ content }) => new Blob([content]));
  const recorded = await call(router.record, { envelope, attachments: files });
  if (!recorded.ok) end(`a visitor was refused: ${recorded.reason}`);
  const { lookupId, keyPair } = receipt;
  say({ word: 'recorded', id, lookupId, receiptKey: keyPair.privateKey });
}

/** A kiosk that the city has not enrolled yet has none: its visitors wait. */
async function sealingKeys() {
  const { tenant, service: id } = KIOSK_SERVICE;
  while (!closing.signal.aborted) {
    const keys = await call(reading.router.sealingKeys, { tenant, id });
    if (keys.ok) return keys.value;
    await sleep(KEYS_AGAIN_MS);
  }
  return undefined;
}

async function leave(): Promise<void> {
  closing.abort();
  await stop();
  reading.close();
  process.exit(0);
}

/** At once and in one piece: a word that was half said when the kill came is none. */
function say(word: KioskWord): void {
  writeSync(1, `${JSON.stringify(word)}\n`);
}

function end(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

/** What a kiosk sees whose clock goes wrong, or on which days have gone by. */
function moveClock(days: number): void {
  const RealDate = Date;
  const ahead = days * 24 * 3_600_000;
  globalThis.Date = new Proxy(RealDate, {
    construct: (date, given: unknown[]) =>
      Reflect.construct(date, given.length === 0 ? [date.now() + ahead] : given) as Date,
    get: (date, name): unknown => (name === 'now' ? () => date.now() + ahead : Reflect.get(date, name)),
  });
}
