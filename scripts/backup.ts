/* `npm run backup -- <folder>`: a copy of the hub's database of DATABASE_URL, read back before it counts. */
import { backUp, type BackupFailure } from '../city/hub/index.ts';
import { askedOf, runCopying } from './lib/copying.ts';
import { step, Trouble } from './lib/steps.ts';

const SENTENCES: Record<BackupFailure, string> = {
  'folder-in-use':
    'The folder has something in it. Each backup has a folder of its own: name one that is new.',
  'folder-unusable': 'The folder cannot be written, or its disk is full. No backup was made.',
  'database-away': 'The database of DATABASE_URL cannot be reached. Nothing was settled: try again.',
  'other-version':
    'The database of DATABASE_URL is not one of a hub of this version. Start this version’s hub on it once, then try again.',
  'not-allowed':
    'The copy could not be read back, since the database user may not create a database. Allow it once, as the administrator: alter role <user> createdb. No backup was made.',
  'under-way': 'Another backup of this database is under way. Try again when it has ended.',
  altered:
    'What was read back is not what was written: the disk may be failing. No backup was made, and kiosks keep everything.',
};

await runCopying(async () => {
  const asked = askedOf('backup');
  const { rows, settled } = await step('backup', `Back up into ${asked.folder}`, async ({ report }) => {
    const done = await backUp({ ...asked, report });
    if (!done.ok) throw new Trouble(SENTENCES[done.reason]);
    return done.value;
  });
  console.log(`${rows} rows, read back and the same. Kiosks may erase ${settled} submissions.`);
});
