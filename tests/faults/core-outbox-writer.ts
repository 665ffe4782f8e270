/* A kiosk that does nothing but commit: prints each id once it is on the disk. Killed by its test. */
import { writeSync } from 'node:fs';
import { silentLog } from '../../electron/core/log/index.ts';
import { openPrecious } from '../../electron/core/store/index.ts';

const [folder = '', count = '0'] = process.argv.slice(2);
const precious = openPrecious(folder, silentLog);
if (!precious.ok) throw new Error(precious.reason);
for (let written = 0; written < Number(count); written += 1) {
  const id = crypto.randomUUID();
  precious.value.outbox.add({ id, tenant: 'pantin' }, (place) => ({
    item: JSON.stringify({ ...place, filler: 'x'.repeat(2_000) }),
    signature: 'signature',
  }));
  writeSync(1, `${id}\n`);
}
