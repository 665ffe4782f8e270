-- What kiosks sent, letter for letter and sealed; `item` is bytea because a text cannot hold every string of JSON.

create table submission (
  tenant text not null,
  id uuid not null,
  sha256 text not null,
  item bytea not null,
  signature text not null,
  device uuid not null,
  received_on date not null default current_date,
  primary key (tenant, id)
);

-- One row for each number that a device used: a second item under the same number betrays a copied device.
create table device_number (
  tenant text not null,
  device uuid not null,
  incarnation uuid not null,
  number bigint not null,
  item uuid not null,
  primary key (tenant, device, incarnation, number)
);

create table alarm (
  tenant text not null,
  kind text not null,
  subject text not null,
  since timestamptz not null default now(),
  primary key (tenant, kind, subject)
);

-- What no machine could accept or understand, kept for people.
create table dead_letter (
  tenant text not null,
  sha256 text not null,
  reason text not null,
  content bytea not null,
  received_on date not null default current_date,
  primary key (tenant, sha256, reason)
);

create table request (
  tenant text not null,
  id uuid not null,
  service text not null,
  form text not null,
  form_version integer not null,
  state text not null,
  turn integer not null,
  receipt_key text not null,
  lookup_id text not null,
  season text not null,
  choices jsonb not null,
  site_name text not null,
  received_on date not null,
  primary key (tenant, id),
  unique (tenant, lookup_id)
);

-- That an answer was sent, when and by whom; what it says is sealed in the feed and nowhere else.
create table sent_answer (
  tenant text not null,
  request uuid not null,
  turn integer not null,
  state text not null,
  answered_on date not null,
  agent text,
  fingerprint text,
  primary key (tenant, request, turn)
);
