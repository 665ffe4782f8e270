-- Snapshots of whole scopes, in pieces that never change, and what the checkpoint of each kiosk needs.

alter table feed_head add column min_schema integer not null default 1;

alter table feed_scope add column floor bigint not null default 0;

-- Where a record lies among the buckets of a snapshot: the first 16 bits of SHA-256 over its collection and id.
alter table entity add column place integer;

create index entity_by_place on entity (tenant, scope, place);

-- When a line was written: lines that are old enough leave the log, once a snapshot holds what they led to.
alter table feed add column written_on date not null default current_date;

-- The newest snapshot of a scope; `manifest` is the text that any hub signs and serves.
create table snapshot (
  tenant text not null,
  scope text not null,
  epoch uuid not null,
  position bigint not null,
  manifest text not null,
  made_at timestamptz not null default now(),
  primary key (tenant, scope)
);

-- Compressed frames, named by their SHA-256. `last_named_at`: when a snapshot last spoke of it; a kiosk that is still
-- fetching an older snapshot needs its pieces for a while.
create table segment (
  tenant text not null,
  sha256 text not null,
  content bytea not null,
  last_named_at timestamptz not null default now(),
  primary key (tenant, sha256)
);
