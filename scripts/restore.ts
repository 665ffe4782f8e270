/* `npm run restore -- <folder>`: puts a backup into the empty database of DATABASE_URL. */
import { restore, type RestoreFailure } from '../city/hub/index.ts';
import { askedOf, runCopying } from './lib/copying.ts';
import { step, Trouble } from './lib/steps.ts';

const SENTENCES: Record<RestoreFailure, string> = {
  incomplete: 'The folder has no whole backup in it: a file is missing. The database was left as it is.',
  altered:
    'The backup is not what was written, and is not used. Take another one; this database stays empty.',
  newer: 'A later version of this program made the backup. Install that version and try again.',
  'not-empty': 'The database has tables already. Create an empty one and name it in DATABASE_URL.',
  'database-away': 'The database of DATABASE_URL cannot be reached. Nothing was put into it.',
  'not-allowed':
    'The database user may not create tables in this database. Make it its owner, and try again.',
  'keys-missing':
    'The file item-keys-….json.gz is not beside the backup’s folder, or is damaged. Copy the newest one there: without it nothing that visitors sent can be read.',
  'keys-too-old':
    'The file item-keys-….json.gz beside the backup is older than the backup. Copy the newest one there, and try again.',
  'folder-unusable': 'A file of the backup cannot be read. Nothing was put into the database.',
};

await runCopying(async () => {
  const asked = askedOf('restore');
  const { rows } = await step('restore', `Restore from ${asked.folder}`, async ({ report }) => {
    const done = await restore({ ...asked, report });
    if (!done.ok) throw new Trouble(SENTENCES[done.reason]);
    return done.value;
  });
  console.log(`${rows} rows. Start the hub: kiosks compare what they have and send again what is not here.`);
});
