-- What a tenant publishes: its current records, and the log of changes that kiosks follow.

create table entity (
  tenant text not null,
  scope text not null,
  collection text not null,
  id text not null,
  version integer not null,
  body text,
  sha256 text not null,
  deleted boolean not null,
  primary key (tenant, scope, collection, id)
);

-- Positions are given after commit by the sequencer, dense and in the order of `id`; until then `position` is null.
create table feed (
  tenant text not null,
  id bigint generated always as identity,
  scope text not null,
  collection text not null,
  record text not null,
  version integer not null,
  op text not null check (op in ('put', 'delete')),
  body text,
  count_change integer not null,
  sum_change numeric(20) not null,
  position bigint,
  primary key (tenant, id),
  unique (tenant, position)
);

create index feed_without_position on feed (tenant, id) where position is null;
create index feed_of_scope on feed (tenant, scope, position);

-- `checkpoint` is the text of the newest whole checkpoint, which any hub signs and serves.
create table feed_head (
  tenant text not null,
  epoch uuid not null,
  position bigint not null,
  checkpoint text not null,
  primary key (tenant)
);

create table feed_scope (
  tenant text not null,
  scope text not null,
  head bigint not null,
  count bigint not null,
  sum numeric(20) not null,
  primary key (tenant, scope)
);

-- Every form that was ever published, since a kiosk may send one that was filled months ago.
create table form_version (
  tenant text not null,
  form text not null,
  version integer not null,
  body text not null,
  primary key (tenant, form, version)
);
