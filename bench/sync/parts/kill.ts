import { setTimeout as sleep } from 'node:timers/promises';
import { type Contender } from '../contender.ts';
import { type Spread, spreadOf } from '../spread.ts';

const LOOK_EVERY_MS = 5;
/** What the server had on its way when the client died. */
const SETTLED_AFTER_MS = 200;

export interface KillResult {
  /** How far the first sync was when its client was killed, in percent of its bytes. */
  killedAtPercent: Spread;
  /** What was sent beyond one first sync, in percent of its bytes. */
  twicePercent: Spread;
}

/** @param firstBytes what each one's server sends for one undisturbed first sync */
export async function measureKills(
  contenders: readonly { contender: Contender; firstBytes: number }[],
  { records, runs }: { records: number; runs: number },
): Promise<Map<Contender, KillResult>> {
  const results = new Map<Contender, KillResult>();
  for (const { contender, firstBytes } of contenders) {
    const kills = [];
    for (let run = 0; run < runs; run += 1) kills.push(await killOnce(contender, firstBytes, records));
    results.set(contender, {
      killedAtPercent: spreadOf(kills.map((kill) => kill.killedAtPercent)),
      twicePercent: spreadOf(kills.map((kill) => kill.twicePercent)),
    });
  }
  return results;
}

async function killOnce(
  contender: Contender,
  firstBytes: number,
  records: number,
): Promise<{ killedAtPercent: number; twicePercent: number }> {
  const served = await contender.open();
  const folder = served.newFolder();
  const client = await served.startClient(folder);
  const before = (await served.usage()).sentBytes;
  const sent = async () => (await served.usage()).sentBytes - before;
  const pull = client.order('pull').then(
    () => 'over' as const,
    () => 'over' as const,
  );
  // One that was too quick to be killed is told as killed at its end.
  while ((await sent()) < firstBytes / 2) {
    if ((await Promise.race([pull, sleep(LOOK_EVERY_MS)])) === 'over') break;
  }
  await client.kill();
  await pull;
  await sleep(SETTLED_AFTER_MS);
  const killedAt = await sent();
  const again = await served.startClient(folder);
  await again.order('pull');
  const all = await sent();
  await contender.expectWhole(again, { records });
  await again.kill();
  await served.close();
  return {
    killedAtPercent: (100 * killedAt) / firstBytes,
    twicePercent: Math.max(0, (100 * (all - firstBytes)) / firstBytes),
  };
}
