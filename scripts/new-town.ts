/* `npm run new-town -- …`: a town from an empty database to its first kiosk's code, each step timed. */
import { openDatabase } from '../city/hub/index.ts';
import { endEverything } from './lib/children.ts';
import { runCopying } from './lib/copying.ts';
import { makeTown } from './lib/new-town/make.ts';
import { readNewTown } from './lib/new-town/options.ts';
import { secondsBy } from './lib/steps.ts';

await runCopying(async () => {
  const town = readNewTown(process.argv.slice(2));
  const database = openDatabase(town.databaseUrl);
  try {
    const made = await makeTown(town, database);
    console.log(`
${town.name} is ready, in ${secondsBy('new-town')} s. Write this down now: it is not shown again.
  city, name and password   ${town.tenant}, ${town.administrator}, ${made.password}
  first kiosk               ${made.enrolmentCode} (${town.site.name}, good for seven days)
Then:
  the hub's settings        ${made.settingsFile}
  the root key              ${made.rootFolder}: copy it to two sticks, put them into two safes, erase it here`);
  } finally {
    await endEverything();
    await database.end();
  }
});
