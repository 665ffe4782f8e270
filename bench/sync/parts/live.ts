import { manyTokens } from '../../../tests/support/many-tokens.ts';
import { publishRecords } from '../../../tests/support/publish-records.ts';
import { CITY } from '../city.ts';
import { type Ours } from '../contenders/ours.ts';
import { Program } from '../program.ts';

const KIB_IN_MIB = 1_024;
const NOT_FOUND = 404;

export interface LiveResult {
  kiosks: number;
  kibEach: number;
  /** From the publication's start until the last kiosk was told. */
  lastToldSeconds: number;
}

/** Kiosks that wait on one hub. `no-route`: this hub does not tell kiosks anything yet. */
export async function measureLive(ours: Ours, kiosks: number): Promise<LiveResult | 'no-route'> {
  const served = await ours.open();
  const tokens = await manyTokens(served.database, ours.keysFolder, CITY, kiosks);
  const { program } = await Program.start('live-clients', [served.url]);
  try {
    const before = (await served.usage()).memoryMib;
    const status = (await program.order('open', tokens)).value;
    if (status === NOT_FOUND) return 'no-route';
    if (status !== 200) throw new Error(`the hub let a kiosk wait with ${String(status)}`);
    const after = (await served.usage()).memoryMib;
    const poked = program.order('nextPoke');
    const started = performance.now();
    await publishRecords(served.database, CITY, [{ collection: 'notice', id: 'poke', body: '{"poke":1}' }]);
    await poked;
    return {
      kiosks,
      kibEach: ((after - before) * KIB_IN_MIB) / kiosks,
      lastToldSeconds: (performance.now() - started) / 1_000,
    };
  } finally {
    await program.kill();
    await served.close();
  }
}
