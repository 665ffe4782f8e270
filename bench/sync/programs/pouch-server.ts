/* express-pouchdb over a LevelDB folder. */
import { type RequestListener } from 'node:http';
import { z } from 'zod';
import { loadPeer } from '../peers.ts';
import { listen } from './listen.ts';
import { POUCH_DATABASE, pouchIn } from './pouch.ts';
import { serve } from './serve.ts';

interface Express {
  (): RequestListener & { use(handler: unknown): void };
}

const changesSchema = z.object({
  updates: z.array(z.object({ collection: z.string(), id: z.string(), body: z.string() })),
  deletes: z.array(z.object({ collection: z.string(), id: z.string() })),
});

const IN_ONE_CALL = 1_000;

const [folder = ''] = process.argv.slice(2);
const Pouch = pouchIn(folder);
const database = new Pouch(POUCH_DATABASE);
await database.info();

const app = (loadPeer('express') as Express)();
// Only what replication needs: nothing else may cost it anything.
const pouchdbApp = loadPeer('express-pouchdb') as (pouch: unknown, options: object) => unknown;
app.use(pouchdbApp(Pouch, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: `${folder}/log.txt` }));

serve(
  {
    async change(argument) {
      const { updates, deletes } = changesSchema.parse(argument);
      const puts = updates.map(({ id, collection, body }) => ({ _id: id, collection, ...bodyOf(body) }));
      await write([...puts, ...deletes.map(({ id }) => ({ _id: id, _deleted: true }))]);
    },
    count: async () => (await database.info()).doc_count,
    sequence: async () => (await database.info()).update_seq,
    close: () => database.close(),
  },
  await listen(app),
);

async function write(docs: readonly { _id: string }[]): Promise<void> {
  for (let start = 0; start < docs.length; start += IN_ONE_CALL) {
    const part = docs.slice(start, start + IN_ONE_CALL);
    const known = await database.allDocs({ keys: part.map(({ _id }) => _id) });
    const revised = part.map((doc, at) => {
      const rev = known.rows[at]?.value?.rev;
      return rev === undefined ? doc : { ...doc, _rev: rev };
    });
    const failed = (await database.bulkDocs(revised)).filter((result) => 'error' in result);
    if (failed.length > 0) throw new Error(JSON.stringify(failed[0]));
  }
}

function bodyOf(text: string): object {
  return z.looseObject({}).parse(JSON.parse(text));
}
