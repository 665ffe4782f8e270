-- How people come in (a passkey, the city's own sign-in provider), which sessions they have, and what they did there.

-- What the provider calls the person of this account; null where only a password or a passkey opens it.
alter table agent add column outside_name text;
create unique index agent_outside_name on agent (tenant, outside_name);

alter table session add column started_at timestamptz not null default now();
-- When the person last touched the page, to the minute.
alter table session add column acted_at timestamptz not null default now();
alter table session add column came_by text not null default 'password';
create index session_agent on session (tenant, agent);

create table passkey (
  tenant text not null,
  credential text not null,
  agent text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  label text not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (tenant, credential),
  foreign key (tenant, agent) references agent (tenant, name) on delete cascade
);
create index passkey_agent on passkey (tenant, agent);

-- What a passkey is asked to sign, once.
create table passkey_challenge (
  tenant text not null,
  challenge text not null,
  -- Who adds a passkey with it; empty for somebody who comes in.
  agent text not null,
  expires_at timestamptz not null,
  primary key (tenant, challenge)
);

-- Who went to the provider and is expected back, once, in the same browser.
create table provider_visit (
  tenant text not null,
  state_hash text not null,
  browser_hash text not null,
  nonce text not null,
  verifier text not null,
  return_address text not null,
  expires_at timestamptz not null,
  primary key (tenant, state_hash)
);

-- What was done at the console beside opening and answering requests, which stand in `journal`: who, which, when; never what.
create table console_act (
  tenant text not null,
  id bigint generated always as identity,
  agent text not null,
  action text not null,
  subject text not null,
  at timestamptz not null default now(),
  primary key (tenant, id)
);
create index console_act_at on console_act (tenant, at, id);
create index console_act_agent on console_act (tenant, agent, at, id);
create index journal_at on journal (tenant, at, id);
create index journal_agent on journal (tenant, agent, at, id);
