-- The browsers at the receptions of a city's sites, and the calls that visitors make there from a kiosk.

create table desk_code (
  tenant text not null,
  code_hash text not null,
  site text not null,
  site_name text not null,
  made_by text not null,
  expires_at timestamptz not null,
  primary key (tenant, code_hash)
);

-- A row stays when a post is revoked: who paired it and who ended it, and when, is the city's own journal of it.
create table desk_post (
  tenant text not null,
  id uuid not null,
  secret_hash text not null,
  site text not null,
  site_name text not null,
  paired_by text not null,
  paired_at timestamptz not null default now(),
  alive_at timestamptz,
  revoked_by text,
  revoked_at timestamptz,
  primary key (tenant, id),
  unique (tenant, secret_hash)
);
create index desk_post_by_site on desk_post (tenant, site) where revoked_at is null;

-- Nothing of the visitor but the language; gone after a day.
create table desk_call (
  tenant text not null,
  id uuid not null,
  site text not null,
  device uuid not null,
  language text not null,
  called_at timestamptz not null default now(),
  answer text check (answer in ('coming', 'later')),
  minutes smallint,
  answered_at timestamptz,
  ended_at timestamptz,
  primary key (tenant, id)
);
create index desk_call_by_site on desk_call (tenant, site, called_at);
create index desk_call_by_device on desk_call (tenant, device) where ended_at is null;

-- What is left of calls after a day; those that found nobody at the desk are only ever a number.
create table desk_count (
  tenant text not null,
  site text not null,
  day date not null,
  outcome text not null check (outcome in ('answered', 'unanswered', 'nobody')),
  count integer not null,
  primary key (tenant, site, day, outcome)
);
