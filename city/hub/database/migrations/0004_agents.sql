-- The city's agents, their sessions, and the journal of what they opened.

create table agent (
  tenant text not null,
  name text not null,
  password text not null,
  created_at timestamptz not null default now(),
  primary key (tenant, name)
);

create table session (
  tenant text not null,
  token_hash text not null,
  agent text not null,
  expires_at timestamptz not null,
  primary key (tenant, token_hash),
  foreign key (tenant, agent) references agent (tenant, name) on delete cascade
);

create table journal (
  tenant text not null,
  id bigint generated always as identity,
  agent text not null,
  action text not null check (action in ('open', 'reply')),
  request uuid not null,
  at timestamptz not null default now(),
  primary key (tenant, id)
);
