import {
  destroyKey,
  noteKeyEvent,
  openDatabase,
  openKeyRing,
  prepareDestruction,
  whyNotDestroy,
  type Database,
  type Destruction,
} from '../../../city/hub/index.ts';
import { Trouble } from '../steps.ts';
import { Misuse, namesOf, tenantOf, type KeysCall } from './call.ts';
import { placesOf, SENTENCES, todayHere, type Plan } from './plans.ts';

const NOT_PREPARED = {
  'unknown-key': 'The keyset names no such retired key: npm run keys -- verify shows them all.',
  'not-retired': 'Kiosks may still seal to it. First: npm run keys -- retire',
} as const;

/** So many missing kiosks are named; more are counted. */
const NAMED = 30;

export async function destroy(call: KeysCall): Promise<Plan> {
  const [name, kid] = namesOf(call, 'TENANT', 'KEY');
  const tenant = tenantOf(name);
  const places = placesOf(call, tenant);
  const today = todayHere();
  const found = await withDatabase((database) =>
    prepareDestruction(database, openKeyRing(places.keysFolder), tenant, kid),
  );
  if (!found.ok) throw new Trouble(NOT_PREPARED[found.reason]);
  const destruction = found.value;
  const why = whyNotDestroy(destruction, { today, passedOver: call.without });
  if (why !== undefined) throw new Trouble(refusal(destruction, why));
  return {
    will: [
      `Destroys the private half of ${kid} in this folder, for ever. Destroy it in every copy too: hubs, safe, backups.`,
      `${destruction.requests.all} requests, all answered, cannot be read again after it. Their answers stay.`,
      ...passedOver(destruction),
    ],
    type: kid,
    async run() {
      const done = await destroyKey(places, { kid, today });
      if (!done.ok)
        throw new Trouble(
          done.reason === 'not-retired' ? NOT_PREPARED['not-retired'] : SENTENCES[done.reason],
        );
      await withDatabase((database) =>
        noteKeyEvent(
          database,
          { tenant, name: 'npm run keys' },
          { kid, action: 'destroyed', count: destruction.missing.length },
        ),
      );
      return [
        `✓ Destroyed, in edition ${done.value.edition}. Copy the folder to every hub, keyset.json last.`,
      ];
    },
  };
}

function passedOver({ missing }: Destruction): string[] {
  if (missing.length === 0) return ['Every kiosk has proved that it keeps nothing under it.'];
  return [
    `What these ${missing.length} kiosks may still bring under it can never be opened:`,
    ...named(missing),
  ];
}

function refusal(destruction: Destruction, why: NonNullable<ReturnType<typeof whyNotDestroy>>): string {
  const { missing, passOverFrom, requests } = destruction;
  if (why === 'unanswered')
    return `${requests.unanswered} requests that only this key opens wait for an answer. Answer them first.`;
  const kiosks = `${missing.length} kiosks have not proved that they keep nothing under it:\n${named(missing).join('\n')}`;
  if (why === 'kiosks-missing')
    return `${kiosks}\nLet each come to the network, or bring its stick. From ${passOverFrom} on they may be passed over.`;
  const ids = missing.map(({ id }) => id.slice(0, 8)).join(',');
  return `${kiosks}\nTo pass over exactly these, and lose what they may bring: --without ${ids}`;
}

function named(missing: Destruction['missing']): string[] {
  const lines = missing.slice(0, NAMED).map(({ id, siteName }) => `  ${id.slice(0, 8)}  ${siteName}`);
  return missing.length > NAMED ? [...lines, `  and ${missing.length - NAMED} more`] : lines;
}

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const url = process.env['DATABASE_URL'];
  if (url === undefined || !URL.canParse(url))
    throw new Misuse('DATABASE_URL must hold the address of the hub’s PostgreSQL database.');
  const database = openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}
