import { type Db } from './open.ts';

export interface Migration {
  /** 1, 2, 3… without holes; the file remembers the last one. */
  number: number;
  name: string;
  sql: string;
}

/**
 * The named key of an item's clear header, in SQL; null for one that cannot be read, which a disk may have made of it. A
 * step of the history below is made of it: it stays as it is.
 */
export function keyIn(field: 'hubKey' | 'serviceKey'): string {
  return `CASE WHEN json_valid(item) THEN CASE WHEN json_valid(json_extract(item, '$.envelope.header'))
    THEN json_extract(json_extract(item, '$.envelope.header'), '$.${field}') END END`;
}

/**
 * The history of `precious.db`. A step that was ever shipped is never changed, and steps only add: a kiosk that goes
 * back to yesterday's program must still find its tables.
 */
export const PRECIOUS_MIGRATIONS: readonly Migration[] = [
  {
    number: 1,
    name: 'first tables',
    sql: `
      CREATE TABLE meta (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT;

      -- What visitors entrusted to this kiosk, sealed. Nothing is ever deleted here.
      CREATE TABLE outbox (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        incarnation TEXT NOT NULL,
        number INTEGER NOT NULL CHECK (number > 0),
        tenant TEXT NOT NULL,
        item TEXT NOT NULL,
        signature TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'accepted', 'attention')),
        reason TEXT,
        UNIQUE (incarnation, number)
      ) STRICT;
      CREATE INDEX outbox_waiting ON outbox (position) WHERE state = 'waiting';

      -- Who this kiosk is, once the city has enrolled it.
      CREATE TABLE site (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
        device TEXT NOT NULL,
        device_key TEXT NOT NULL,
        tenant TEXT NOT NULL,
        site_id TEXT NOT NULL,
        site_name TEXT NOT NULL,
        root_key TEXT NOT NULL
      ) STRICT;

      -- Every edition that was verified: an old key still seals.
      CREATE TABLE keyset (
        tenant TEXT NOT NULL,
        root_key TEXT NOT NULL,
        edition INTEGER NOT NULL CHECK (edition > 0),
        text TEXT NOT NULL,
        signature TEXT NOT NULL,
        PRIMARY KEY (tenant, root_key, edition)
      ) STRICT;

      -- What happened to the kiosk, by the day: never what a visitor did, never the hour.
      CREATE TABLE journal (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        day TEXT NOT NULL,
        event TEXT NOT NULL,
        amount INTEGER
      ) STRICT;

      CREATE TABLE usage (
        day TEXT NOT NULL,
        event TEXT NOT NULL,
        amount INTEGER NOT NULL,
        PRIMARY KEY (day, event)
      ) STRICT;
    `,
  },
  {
    number: 2,
    name: 'settled items',
    sql: `
      -- What the city has in a verified backup: its row of the outbox keeps its number, and its item is erased.
      CREATE TABLE settled (
        id TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL,
        day TEXT NOT NULL
      ) STRICT;
      CREATE INDEX outbox_unsettled ON outbox (tenant, position) WHERE state = 'accepted' AND item <> '';
    `,
  },
  {
    number: 3,
    name: 'lanes of the outbox',
    sql: `
      -- 0 goes before 1, and 1 before 2; what was recorded before there were lanes is as usual.
      ALTER TABLE outbox ADD COLUMN lane INTEGER NOT NULL DEFAULT 1;
      -- How often the hub said that it got other bytes than those that are here.
      ALTER TABLE outbox ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0;
      CREATE INDEX outbox_lane ON outbox (lane, position, tenant) WHERE state = 'waiting';
    `,
  },
  {
    number: 4,
    name: 'attachments',
    sql: `
      -- What is attached to an item; the sealed bytes are in the file of that name, until the item is settled.
      CREATE TABLE attachment (
        item TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        bytes INTEGER NOT NULL CHECK (bytes > 0),
        tenant TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'present', 'attention')),
        PRIMARY KEY (item, sha256)
      ) STRICT;
      CREATE INDEX attachment_waiting ON attachment (bytes) WHERE state = 'waiting';
      CREATE INDEX attachment_name ON attachment (sha256);
    `,
  },
  {
    number: 5,
    name: 'commands',
    sql: `
      -- Commands of the city that are not to be carried out again, whatever comes; when, by the hub's clock.
      CREATE TABLE command (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        outcome TEXT NOT NULL,
        ended_at INTEGER NOT NULL
      ) STRICT;
    `,
  },
  {
    number: 6,
    name: 'keys of what is kept',
    sql: `
      -- Answers which keys something here is sealed to without reading every item.
      CREATE INDEX outbox_kept ON outbox (tenant, ${keyIn('hubKey')}, ${keyIn('serviceKey')}) WHERE item <> '';
    `,
  },
];

export function schemaNumber(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Applies the steps that the file has not seen, each in a transaction of its own. */
export function migrate(db: Db, migrations: readonly Migration[]): void {
  const known = schemaNumber(db);
  for (const migration of migrations.filter((step) => step.number > known)) {
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.number}`);
    })();
  }
}
