-- What each account may do: a role, for one service or for all of them ('*', which no service is called).

create table agent_role (
  tenant text not null,
  agent text not null,
  role text not null check (role in ('agent', 'moderator', 'publisher', 'administrator', 'auditor')),
  service text not null default '*',
  primary key (tenant, agent, role, service),
  foreign key (tenant, agent) references agent (tenant, name) on delete cascade
);

-- Until now every account could answer every request, and nothing else.
insert into agent_role (tenant, agent, role) select tenant, name, 'agent' from agent;
