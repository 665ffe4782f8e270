-- What people of the city publish: every record by its name, what is begun, what was published before, what is planned.

-- A record is here from its first draft on, and stays: its row is what publishers take turns by. `sought` is its name
-- without capitals and accents; whether it is published stands here too, so that a list reads one table.
create table published_record (
  tenant text not null,
  scope text not null,
  collection text not null,
  id text not null,
  name text not null,
  sought text collate "C" not null,
  is_published boolean not null default false,
  primary key (tenant, scope, collection, id)
);

create index published_record_by_name on published_record (tenant, collection, sought, id, scope);

create table draft (
  tenant text not null,
  scope text not null,
  collection text not null,
  id text not null,
  revision uuid not null,
  body text not null,
  agent text not null,
  saved_at timestamptz not null default now(),
  primary key (tenant, scope, collection, id)
);

-- What was published, letter for letter; without a body, a record was taken back. `agent` is null for what came from the
-- city's files; `brought_by` brought here what another city told of its past.
create table publication (
  tenant text not null,
  number bigint generated always as identity,
  scope text not null,
  collection text not null,
  id text not null,
  body text,
  agent text,
  at timestamptz,
  brought_by text,
  primary key (tenant, number)
);

create index publication_of_record on publication (tenant, scope, collection, id, number);

-- What happens to a record at a given time. What is to be published is the draft as it was when that was decided.
create table plan (
  tenant text not null,
  scope text not null,
  collection text not null,
  id text not null,
  act text not null check (act in ('publish', 'withdraw')),
  due_at timestamptz not null,
  body text,
  revision uuid,
  agent text not null,
  failed jsonb,
  primary key (tenant, scope, collection, id, act)
);

create index plan_that_is_due on plan (due_at) where failed is null;
