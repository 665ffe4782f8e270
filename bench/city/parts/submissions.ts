import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { openDatabase } from '../../../city/hub/index.ts';
import { submissionReplySchema } from '../../../shared/sync/index.ts';
import {
  quickReceipt,
  sealProposal,
  submissionLine,
  type TestDevice,
} from '../../../tests/support/device.ts';
import { CITY, PROPOSAL } from '../../sync/city.ts';
import { askWell } from '../ask.ts';
import { type Hubs } from '../hubs.ts';
import { loadOf } from '../load.ts';
import { type Costed } from './looks.ts';
import { sizesOf } from './sizes.ts';

/** Kiosks that deliver at the same time, each one item, as when a visitor has just confirmed it. */
const AT_ONCE = 16;

export interface SubmissionsCosted extends Costed {
  /** Of PostgreSQL's log, in which a commit is durable, for each submission. */
  flushesEach: number;
  logBytesEach: number;
  /** In the tables and their indexes, the answer that it was received included. */
  bytesEach: number;
}

export interface Sealed {
  device: TestDevice;
  text: string;
}

/** Seals and signs so many submissions, as pages and kiosks do it, before anything is measured. */
export async function sealSubmissions(devices: readonly TestDevice[], count: number): Promise<Sealed[]> {
  const incarnation = randomUUID();
  const sealed: Sealed[] = [];
  for (let number = 1; sealed.length < count; number += 1) {
    const device = devices[number % devices.length];
    if (device === undefined) throw new Error('no kiosk');
    const envelope = await sealProposal(device.keyset, {
      tenant: CITY,
      service: PROPOSAL.service,
      receipt: await quickReceipt(),
      choices: PROPOSAL.choices,
      text: `Des bancs à l’ombre, rue ${number}`,
    });
    const line = await submissionLine(device, envelope, { incarnation, number });
    sealed.push({ device, text: JSON.stringify(line) });
  }
  return sealed;
}

/** @param start starts the hubs; they are ended here, since PostgreSQL counts a connection's flushes when it is closed */
export async function measureSubmissions(
  databaseUrl: string,
  start: () => Promise<Hubs>,
  sealed: readonly Sealed[],
): Promise<SubmissionsCosted> {
  const before = await stateOf(databaseUrl);
  const hubs = await start();
  const count = hubs.urls.length;
  let number = 0;
  const { load, cost } = await hubs.costOf(() =>
    loadOf(sealed, AT_ONCE, (item) => deliver(hubs.urls[(number += 1) % count] ?? '', item)),
  );
  await hubs.close();
  const after = await stateOf(databaseUrl);
  const each = (what: keyof typeof before) => (after[what] - before[what]) / sealed.length;
  return {
    hubs: count,
    load,
    cost,
    flushesEach: each('flushes'),
    logBytesEach: each('logBytes'),
    bytesEach: each('tableBytes'),
  };
}

/** @throws unless the hub says that this item is durable */
export async function deliver(url: string, { device, text }: Sealed): Promise<void> {
  const { bytes } = await askWell(`${url}/v1/${CITY}/submissions`, {
    headers: device.headers,
    body: { type: 'application/x-ndjson', text },
  });
  const { outcome } = submissionReplySchema.parse(JSON.parse(bytes.toString()));
  if (outcome !== 'accepted' && outcome !== 'duplicate') throw new Error(`a submission was ${outcome}`);
}

async function stateOf(
  databaseUrl: string,
): Promise<{ flushes: number; logBytes: number; tableBytes: number }> {
  const database = openDatabase(databaseUrl);
  const { rows } = await database.query(
    `select (select coalesce(sum(fsyncs), 0)::bigint from pg_stat_io where object = 'wal') as flushes,
       pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint as "logBytes"`,
  );
  const { content, submissions } = await sizesOf(database);
  await database.end();
  const log = z.object({ flushes: z.number(), logBytes: z.number() }).parse(rows[0]);
  return { ...log, tableBytes: content + submissions };
}
