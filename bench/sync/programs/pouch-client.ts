/* PouchDB over a LevelDB folder, replicating with a server. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { POUCH_BATCH, POUCH_DATABASE, pouchIn } from './pouch.ts';
import { serve } from './serve.ts';

const [folder = '', server = ''] = process.argv.slice(2);
const local = new (pouchIn(folder))(POUCH_DATABASE);
const remote = `${server}/${POUCH_DATABASE}`;
let pushes = 0;

serve({
  async pull() {
    demand(await local.replicate.from(remote, { batch_size: POUCH_BATCH }));
  },
  /** The second time it offers everything again, as when its checkpoint was lost. */
  async push() {
    const again = pushes > 0 ? { checkpoint: false as const } : {};
    pushes += 1;
    demand(await local.replicate.to(remote, { batch_size: POUCH_BATCH, ...again }));
  },
  async fill(argument) {
    const sizes = z.array(z.number()).parse(argument);
    const docs = sizes.map((size) => ({ _id: crypto.randomUUID(), item: opaque(size) }));
    for (let start = 0; start < docs.length; start += POUCH_BATCH)
      await local.bulkDocs(docs.slice(start, start + POUCH_BATCH));
  },
  count: async () => (await local.info()).doc_count,
  close: () => local.close(),
});

function demand(result: { ok: boolean; doc_write_failures: number }): void {
  if (!result.ok || result.doc_write_failures > 0) throw new Error(JSON.stringify(result));
}

/** As sealed: letters that no compression makes fewer than three quarters of. */
function opaque(size: number): string {
  return randomBytes(Math.ceil((size * 3) / 4))
    .toString('base64url')
    .slice(0, size);
}
