/* Downloads a finished database, and looks whether it is whole. */
import { createWriteStream, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CONTENT_FILE, openContentForReading } from '../../../electron/core/store/index.ts';
import { serve } from './serve.ts';
import { stateOf } from './state.ts';

const [folder = '', url = ''] = process.argv.slice(2);

serve({
  async pull() {
    const { body } = await fetch(url);
    if (!body) throw new Error('the file is empty');
    const aside = join(folder, 'aside');
    await pipeline(body, createGunzip(), createWriteStream(aside, { flush: true }));
    renameSync(aside, join(folder, CONTENT_FILE));
    const db = openContentForReading(folder);
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('the file is damaged');
    db.close();
  },
  state() {
    const db = openContentForReading(folder);
    const state = stateOf(db);
    db.close();
    return state;
  },
});
