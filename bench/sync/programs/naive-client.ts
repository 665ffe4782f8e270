/* Asks for everything, parses it, and puts it into the kiosk's tables. */
import { insertRows, openRows, type Row } from './rows.ts';
import { serve } from './serve.ts';
import { stateOf } from './state.ts';

const [folder = '', url = ''] = process.argv.slice(2);
const db = openRows(folder);

serve({
  async pull() {
    const records = (await (await fetch(url)).json()) as (Omit<Row, 'body' | 'sum'> & { body: unknown })[];
    insertRows(
      db,
      records.map((record) => ({ ...record, body: JSON.stringify(record.body), sum: 0n })),
    );
  },
  state: () => stateOf(db),
});
