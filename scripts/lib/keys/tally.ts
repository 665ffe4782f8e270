import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinTallyKey, shareTallyKey } from '../../../city/hub/index.ts';
import { Trouble } from '../steps.ts';
import { Misuse, namesOf, serviceOf, tenantOf, type KeysCall } from './call.ts';
import { type Plan } from './plans.ts';

const ONLY_OWNER = { mode: 0o600, flag: 'wx' } as const;

export async function shareTally(call: KeysCall): Promise<Plan> {
  const [name, given] = namesOf(call, 'TENANT', 'BALLOT');
  const tenant = tenantOf(name);
  const ballot = serviceOf(given);
  const { to } = call;
  if (to === undefined) throw new Misuse('Say where the three parts are written: --to FOLDER');
  const files = [1, 2, 3].map((number) => join(to, `${ballot}-part-${number}-of-3.txt`));
  if (files.some((file) => existsSync(file)))
    throw new Trouble(
      'This ballot has parts there already. Its key must never be made twice: name another folder.',
    );
  return {
    will: [
      `Makes the tally key of ${ballot}. Its private half is written nowhere: three parts are, in ${to}.`,
      'Any two of them count the ballot, one alone tells nothing. With two lost, the ballot can never be counted.',
      'Print each, give each to another person, then delete the three files.',
    ],
    type: ballot,
    async run() {
      const { publicKey, shares } = await shareTallyKey(tenant, ballot);
      mkdirSync(to, { recursive: true, mode: 0o700 });
      for (const [at, file] of files.entries()) writeFileSync(file, shares[at] ?? '', ONLY_OWNER);
      return [...files.map((file) => `✓ ${file}`), `The ballot's public key: ${publicKey}`];
    },
  };
}

const NOT_JOINED = {
  unreadable:
    'One of the files is no part, or has a sign that is not what was written: compare it with its paper.',
  'of-another-ballot': 'These parts do not belong together: look at the name of the ballot on each.',
  'same-part': 'This is the same part twice: two different ones are needed.',
  'too-few': 'One part alone opens nothing: two are needed.',
} as const;

export async function joinTally(call: KeysCall): Promise<Plan> {
  const { names, to } = call;
  if (names.length < 2 || to === undefined)
    throw new Misuse('npm run keys -- join-tally PART PART --to FILE');
  const missing = names.find((file) => !existsSync(file));
  if (missing !== undefined) throw new Misuse(`There is no file ${missing}.`);
  if (existsSync(to)) throw new Trouble(`${to} is there already: name another file.`);
  const joined = await joinTallyKey(names.map((file) => readFileSync(file, 'utf8')));
  if (!joined.ok) throw new Trouble(NOT_JOINED[joined.reason]);
  const { ballot, tenant, keyPair } = joined.value;
  return {
    will: [
      `Writes the whole tally key of ${ballot} (${tenant}) into ${to}. Whoever has this file can open every ballot.`,
      'Do it after closing, with the people who brought the parts, and delete the file when the count is done.',
    ],
    type: ballot,
    async run() {
      writeFileSync(to, JSON.stringify({ tenant, ballot, ...keyPair }, null, 2), ONLY_OWNER);
      return [`✓ ${to}`];
    },
  };
}
