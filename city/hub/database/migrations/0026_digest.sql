-- Who wants to know each morning how much waits: an agent's own address, nobody else's.
create table digest_address (
  tenant text not null,
  agent text not null,
  address text not null,
  primary key (tenant, agent),
  foreign key (tenant, agent) references agent (tenant, name) on delete cascade
);

-- Taken before a letter is sent, by whichever hub is first: a day's letter may be lost, and never comes twice.
create table digest_sent (
  tenant text not null,
  agent text not null,
  day date not null,
  primary key (tenant, agent, day)
);
