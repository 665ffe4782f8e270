import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  addServiceKey,
  announceKey,
  ANNOUNCED_DAYS,
  createTenantKeys,
  daysAfter,
  readOwnKeyset,
  readOwnRoot,
  replaceLostKey,
  retireKey,
  verifyKeys,
  type AnnounceRefusal,
  type EditionRefusal,
  type KeyOwner,
  type KeyPlaces,
  type VerifiedKey,
} from '../../../city/hub/index.ts';
import { Trouble } from '../steps.ts';
import { keysFolderOf, Misuse, namesOf, rootFolderOf, serviceOf, tenantOf, type KeysCall } from './call.ts';

/** What a verb will do, said before it is done. */
export interface Plan {
  will: string[];
  /** What must be typed first; nothing for what only looks. */
  type?: string;
  run(): Promise<string[]>;
}

export const SENTENCES: Record<EditionRefusal, string> = {
  'no-keys': 'The folder of the keys has none of this city. A new city: npm run keys -- create',
  'no-root': 'The root key of this city is not on the stick: take the one on which its name stands.',
  'other-root':
    'The root key on the stick is not the one that the kiosks have pinned: take the right stick. Nothing was changed.',
  'untrusted-keys':
    'The keyset in the folder is not what the root key signed. Put the folder back from its copy before anything else.',
};

const ANNOUNCE_SENTENCES: Record<AnnounceRefusal, string> = {
  ...SENTENCES,
  'unknown-service': 'This service has no key yet: npm run keys -- add-service',
  'too-soon': `A kiosk may be away for weeks: choose a day ${ANNOUNCED_DAYS} days from now or later.`,
  'already-announced': 'The next key is announced already: npm run keys -- verify shows its day.',
  'not-lost':
    'The folder holds a private key of it: it is not lost. Without --lost, the next key is announced for its day.',
};

export function todayHere(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());
}

export function placesOf(call: KeysCall, tenant: string): KeyPlaces {
  return { keysFolder: keysFolderOf(call), rootFolder: rootFolderOf(call), tenant };
}

const TO_HUBS =
  'Copy the folder of the keys to every hub, keyset.json last, and make its copy in the safe anew.';

export async function create(call: KeysCall): Promise<Plan> {
  const [name] = namesOf(call, 'TENANT');
  const tenant = tenantOf(name);
  const places = placesOf(call, tenant);
  if ((await readOwnKeyset(places.keysFolder, tenant)).ok)
    throw new Trouble('This city has keys already. A service more: npm run keys -- add-service');
  const services = call.services.map(serviceOf);
  const partners = call.partners.map((partner) => ({
    tenant: tenantOf(partner),
    rootKey: publicRootOf(places.keysFolder, partner),
  }));
  return {
    will: [
      `Makes the keys of ${tenant}:`,
      `- its root key, in ${places.rootFolder}, which should be the stick that goes into the safe`,
      `- the hub's key, the key of what is published, and one for each of ${services.length} services, in ${places.keysFolder}`,
      'Kiosks pin the root key for life: without it every kiosk has to be enrolled again one day. Copy the stick, twice.',
    ],
    type: tenant,
    async run() {
      const { edition } = await createTenantKeys({ ...places, services, partners });
      return [
        `✓ Edition ${edition} of the keyset of ${tenant}. ${TO_HUBS} Then put the stick into the safe.`,
      ];
    },
  };
}

function publicRootOf(keysFolder: string, partner: string): string {
  const file = join(keysFolder, partner, 'root-public.json');
  if (!existsSync(file))
    throw new Trouble(`The folder has no ${partner}/root-public.json: ask that city for it.`);
  return z.object({ publicKey: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).publicKey;
}

export async function announce(call: KeysCall): Promise<Plan> {
  const [name, owner] = namesOf(call, 'TENANT', 'hub|SERVICE');
  const tenant = tenantOf(name);
  const places = placesOf(call, tenant);
  const of: KeyOwner = owner === 'hub' ? 'hub' : { service: serviceOf(owner) };
  const today = todayHere();
  if (call.lost) return replaceLost(places, of, owner, today);
  const from = call.from ?? daysAfter(today, ANNOUNCED_DAYS);
  if (!z.iso.date().safeParse(from).success) throw new Misuse('A day is written like 2026-12-31.');
  return {
    will: [
      `Makes the next key of ${owner}, and announces it: pages seal to it from ${from} on.`,
      'The key of today goes on opening what was sealed to it. An announced key is not taken back; it can only be retired later.',
    ],
    type: owner,
    async run() {
      const done = await announceKey(places, { of, from, today });
      if (!done.ok) throw new Trouble(ANNOUNCE_SENTENCES[done.reason]);
      return [`✓ ${done.value.kid}, in edition ${done.value.edition}. ${TO_HUBS}`];
    },
  };
}

function replaceLost(places: KeyPlaces, of: KeyOwner, owner: string, today: string): Plan {
  return {
    will: [
      `Takes the lost key of ${owner} out of the keyset and puts a new one in its place, from today on.`,
      'What was sealed to the lost key cannot be opened, and what kiosks seal to it until they hear of this cannot either.',
      'If there is a copy of the folder anywhere, put the key back from it instead.',
    ],
    type: owner,
    async run() {
      const done = await replaceLostKey(places, { of, today });
      if (!done.ok) throw new Trouble(ANNOUNCE_SENTENCES[done.reason]);
      return [
        `✓ ${done.value.kid}, in edition ${done.value.edition}. ${TO_HUBS}`,
        'Then declare the old one lost on the page Clés of the console, and tell the people who wait.',
      ];
    },
  };
}

export async function addService(call: KeysCall): Promise<Plan> {
  const [name, given] = namesOf(call, 'TENANT', 'SERVICE');
  const tenant = tenantOf(name);
  const service = serviceOf(given);
  const places = placesOf(call, tenant);
  return {
    will: [
      `Makes the first key of ${service}. Its form may be published once kiosks have had a day to hear of it.`,
    ],
    type: service,
    async run() {
      const done = await addServiceKey(places, { service, today: todayHere() });
      if (!done.ok)
        throw new Trouble(
          done.reason === 'has-a-key'
            ? 'This service has a key. The next one: npm run keys -- announce'
            : SENTENCES[done.reason],
        );
      return [`✓ ${done.value.kid}, in edition ${done.value.edition}. ${TO_HUBS}`];
    },
  };
}

export async function retire(call: KeysCall): Promise<Plan> {
  const [name, kid] = namesOf(call, 'TENANT', 'KEY');
  const places = placesOf(call, tenantOf(name));
  return {
    will: [
      `Takes ${kid} out of the keys that kiosks may seal to. Its private half stays, and opens what comes late.`,
      'Destroying it is another step, once every kiosk has proved that it keeps nothing under it.',
    ],
    type: kid,
    async run() {
      const done = await retireKey(places, { kid, today: todayHere() });
      if (!done.ok) throw new Trouble(RETIRE_SENTENCES[done.reason]);
      return [`✓ Retired, in edition ${done.value.edition}. ${TO_HUBS}`];
    },
  };
}

const RETIRE_SENTENCES = {
  ...SENTENCES,
  'unknown-key': 'The keyset names no such key: npm run keys -- verify shows them all.',
  'in-use': 'Pages seal to it, or will. A key is retired when the day of the next one has come.',
} as const;

/** Only looks. Needs no stick; with one, it also tries whether the root key on it is the right one. */
export async function verify(call: KeysCall): Promise<Plan> {
  const [name] = namesOf(call, 'TENANT');
  const tenant = tenantOf(name);
  const keysFolder = keysFolderOf(call);
  const keyset = await readOwnKeyset(keysFolder, tenant);
  if (!keyset.ok) throw new Trouble(SENTENCES[keyset.reason]);
  const keys = verifyKeys(keysFolder, keyset.value);
  const root =
    call.rootFolder === undefined ? undefined : await readOwnRoot(keysFolder, rootFolderOf(call), tenant);
  if (root?.ok === false) throw new Trouble(SENTENCES[root.reason]);
  return {
    will: [`${tenant}, edition ${keyset.value.edition}, signed by its root key.`],
    async run() {
      if (keys.some(isWrong)) process.exitCode = 1;
      return [
        ...(root ? ['✓ The root key on the stick is the one that kiosks have pinned.'] : []),
        ...keys.map(describe),
      ];
    },
  };
}

function isWrong({ state, held }: VerifiedKey): boolean {
  return state === 'destroyed' ? held : !held;
}

function describe(key: VerifiedKey): string {
  const owner = typeof key.of === 'string' ? key.of : key.of.service;
  const since = key.from === undefined ? '' : `, from ${key.from}`;
  const held = key.held ? 'its private half is here' : 'its private half is NOT here';
  return `${isWrong(key) ? '✗' : '✓'} ${key.kid}  ${owner}, ${key.state}${since}: ${held}`;
}
