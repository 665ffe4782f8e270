/*
 * The city's keys, on the machine on which the root key's stick is put in (docs/keys.md, in French). Each says first what
 * it will do and what cannot be undone, and waits for a word to be typed.
 *
 *   npm run keys -- create TENANT [--service NAME…] [--partner TENANT…]   all the keys of a new city
 *   npm run keys -- announce TENANT hub|SERVICE [--from DAY] [--lost]      the next key, 90 days before its day
 *   npm run keys -- add-service TENANT SERVICE                             the first key of a new service
 *   npm run keys -- retire TENANT KEY                                      nothing is sealed to it any more
 *   npm run keys -- destroy TENANT KEY [--without KIOSK…]                  its private half, for ever (DATABASE_URL)
 *   npm run keys -- verify TENANT                                          does the folder hold what the keyset says
 *   npm run keys -- share-tally TENANT BALLOT --to FOLDER                  a ballot's key, in three printable parts
 *   npm run keys -- join-tally PART PART --to FILE                         from any two of them
 *
 *   --keys FOLDER   what hubs read; otherwise BORNE_KEYS
 *   --root FOLDER   the stick; otherwise BORNE_ROOT
 *   --yes           without being asked, for those who know
 *
 * Ends with 0 when all went well, 1 when something stands in the way, 2 when it was called in a wrong way.
 */
import { createInterface } from 'node:readline/promises';
import { Misuse, readCall, type KeysCall } from './lib/keys/call.ts';
import { destroy } from './lib/keys/destroy.ts';
import { announce, addService, create, retire, verify, type Plan } from './lib/keys/plans.ts';
import { joinTally, shareTally } from './lib/keys/tally.ts';
import { Trouble } from './lib/steps.ts';

const VERBS: Record<string, (call: KeysCall) => Promise<Plan>> = {
  create,
  announce,
  'add-service': addService,
  retire,
  destroy,
  verify,
  'share-tally': shareTally,
  'join-tally': joinTally,
};

async function run(): Promise<void> {
  const call = readCall(process.argv.slice(2), Object.keys(VERBS));
  const plan = await VERBS[call.verb]?.(call);
  if (plan === undefined) throw new Misuse(`There is no verb ${call.verb}.`);
  for (const line of plan.will) console.log(line);
  if (plan.type !== undefined && !call.yes) await confirm(plan.type);
  for (const line of await plan.run()) console.log(line);
}

async function confirm(word: string): Promise<void> {
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  // A closed input answers nothing: that is a no.
  const closed = new Promise<string>((done) => asking.once('close', () => done('')));
  const typed = await Promise.race([asking.question(`\nType ${word} to go on: `), closed]);
  asking.close();
  if (typed.trim() !== word) throw new Trouble('Nothing was done.');
}

try {
  await run();
} catch (error) {
  if (!(error instanceof Trouble) && !(error instanceof Misuse)) throw error;
  console.error(`✗ ${error.message}`);
  process.exitCode = error instanceof Misuse ? 2 : 1;
}
