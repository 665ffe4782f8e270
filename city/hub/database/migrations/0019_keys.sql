-- The life of the city's sealing keys: who still keeps something under which, what is sealed to which, and which are lost.

-- What a kiosk proved of the keys of a tenant that it follows. `edition`: of the newest keyset that it knows, since when
-- the city has heard of it. A kiosk without a row has proved nothing.
create table kept_keys (
  tenant text not null,
  device uuid not null,
  edition integer not null,
  edition_since timestamptz not null,
  kids text[] not null,
  told_at timestamptz not null,
  primary key (tenant, device)
);

-- The key that opens a request's words, read out of its clear header when somebody asks about keys: hubs that know nothing
-- of this table receive requests too. Empty when the header says none that could be one.
create table request_key (
  tenant text not null,
  request uuid not null,
  kid text not null,
  primary key (tenant, request)
);
create index request_key_by_kid on request_key (tenant, kid, request);

-- Keys whose private half is nowhere any more, as an administrator said. One that is found again opens as before.
create table lost_key (
  tenant text not null,
  kid text not null,
  service text not null,
  declared_by text not null,
  declared_at timestamptz not null default now(),
  primary key (tenant, kid)
);

-- What was done about a key, by whom.
create table key_event (
  tenant text not null,
  id bigint generated always as identity,
  kid text not null,
  action text not null check (action in ('lost', 'told', 'destroyed')),
  agent text not null,
  count integer,
  at timestamptz not null default now(),
  primary key (tenant, id)
);
create index key_event_by_kid on key_event (tenant, kid, id);
