/* Reads the records from a compressed file of this machine into the kiosk's tables: what no network can be faster than. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { insertRows, openRows, type Row } from './rows.ts';
import { serve } from './serve.ts';
import { stateOf } from './state.ts';

const [folder = '', file = ''] = process.argv.slice(2);
const db = openRows(folder);

serve({
  async pull() {
    const rows: Row[] = [];
    for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
      const row = JSON.parse(line) as Omit<Row, 'sum'> & { sum: string };
      rows.push({ ...row, sum: BigInt(row.sum) });
    }
    insertRows(db, rows);
  },
  state: () => stateOf(db),
});
