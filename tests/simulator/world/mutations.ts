import { err, ok } from '../../../shared/result/index.ts';
import { type Keyset } from '../../../shared/sealing/index.ts';
import { type Mutation } from './world.ts';

/*
 * Each takes one part of the protocol away. The property of the same name must then fail: one that does not would
 * show nothing.
 */

/** A kiosk that believes what a hub accepted before it was restored. */
export const offersNothingAgain: Mutation = {
  kiosk: ({ precious }) => {
    precious.outbox.offerAgain = () => 0;
  },
};

/** A hub that looks at no id: nothing keeps a second row of the same submission, request or answer out. */
export const storesEveryDelivery: Mutation = {
  weaken: async (database) => {
    await database.query(
      `alter table submission drop constraint submission_pkey;
       alter table request drop constraint request_pkey cascade;
       alter table request drop constraint request_tenant_lookup_id_key;
       alter table sent_answer drop constraint sent_answer_pkey`,
    );
  },
  rewrite: (sql) =>
    sql.replace('on conflict (tenant, lookup_id) do nothing', '').replace('using (tenant, id)', 'on false'),
};

/** A hub that does not sum up what it placed. */
export const forgetsSums: Mutation = {
  rewrite: (sql) => sql.replace('feed_scope.sum + excluded.sum', 'feed_scope.sum'),
};

/** A kiosk that does not remember how far it is, and takes any checkpoint for news. */
export const takesAnyCheckpoint: Mutation = {
  onStatement: (db, sql, [tenant]) => {
    if (sql.startsWith('SELECT epoch, head')) db.prepare('DELETE FROM cursor WHERE tenant = ?').run(tenant);
  },
};

/** The cursor is saved in a transaction of its own, after that of the data. */
export const savesCursorApart: Mutation = {
  onStatement: (db, sql) => {
    if (sql.startsWith('INSERT OR REPLACE INTO cursor')) db.exec('COMMIT; BEGIN');
  },
};

/** Records are committed one by one. */
export const appliesByHalves: Mutation = {
  onStatement: (db, sql) => {
    if (sql.startsWith('INSERT INTO record') && db.inTransaction) db.exec('COMMIT; BEGIN');
  },
};

/** A restored database passes for the one that it is a copy of. */
export const keepsEpochAtRestore: Mutation = { keepsEpoch: true };

/** A kiosk that remembers which epoch it follows, and not which came after which. */
export const takesAnyEpoch: Mutation = {
  onStatement: (db, sql) => {
    if (sql.startsWith('SELECT value FROM meta'))
      db.exec("DELETE FROM meta WHERE name LIKE 'epoch-number %'");
    if (sql.startsWith('SELECT epoch, head')) db.exec('UPDATE cursor SET epoch_number = 0');
  },
};

/** Tenants that are no longer followed stay. */
export const keepsStrangers: Mutation = { keepsAll: true };

/** A hub that notes numbers without looking whether they were used. */
export const noticesNoCopies: Mutation = {
  weaken: async (database) => {
    await database.query('alter table device_number drop constraint device_number_pkey');
  },
};

/** A kiosk that keeps only what it understands. */
export const dropsWhatItDoesNotKnow: Mutation = {
  onStatement: (db, sql) => {
    if (sql.startsWith('INSERT OR REPLACE INTO cursor')) {
      db.exec("DELETE FROM record WHERE collection = 'note'");
    }
  },
};

/** A kiosk that, once a delivery failed, waits for something that never comes. */
export const neverTriesAgain: Mutation = {
  kiosk: ({ hub, precious }) => {
    let hasFailed = false;
    const submit = hub.submit.bind(hub);
    hub.submit = async (...delivery) => {
      const replies = await submit(...delivery);
      if (!replies.ok) hasFailed = true;
      return replies;
    };
    const waiting = precious.outbox.waiting.bind(precious.outbox);
    precious.outbox.waiting = (...query) => (hasFailed ? [] : waiting(...query));
  },
};

/** The serial number that a line drew before its commit is its place: some commit later than those behind them. */
export const placesBySerialNumber: Mutation = {
  rewrite: (sql) => sql.replace('$2::bigint + waiting.rank', '$2::bigint * 0 + waiting.id'),
};

/** A hub that keeps no tombstones. */
export const servesNoTombstones: Mutation = {
  rewrite: (sql) => sql.replace('order by position limit', "and op = 'put' order by position limit"),
};

/** A kiosk that takes a refused request for a busy hub, and so never looks for the item that is refused. */
export const looksForNoPoison: Mutation = {
  kiosk: ({ hub }) => {
    const submit = hub.submit.bind(hub);
    hub.submit = async (...delivery) => {
      const replies = await submit(...delivery);
      return !replies.ok && replies.reason === 'request-refused' ? err('hub-busy') : replies;
    };
  },
};

/** A kiosk that believes the keys that come with an answer, whoever signed them. */
export function believes(keysetOf: (tenant: string) => Keyset): Mutation {
  return {
    kiosk: ({ keyring }) => {
      keyring.keep = async () => ok({ isNew: false, edition: 1 });
      keyring.newest = keysetOf;
    },
  };
}
