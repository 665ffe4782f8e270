-- The inbox as the work of a team: what was promised, who has it, who looks at it just now, and what belongs together.

-- The day by which the city said that it would answer; `infinity` where it did not commit itself. Null: not looked up
-- yet, as in rows that were here before this column.
alter table request add column due_on date;

create index request_open on request (tenant, coalesce(due_on, 'infinity'::date), received_on, id)
  where state in ('recorded', 'received', 'in-progress', 'waiting-list');
create index request_concluded on request (tenant, received_on desc, id desc)
  where state in ('accepted', 'refused', 'withdrawn', 'expired');
create index request_without_due on request (tenant, id) where due_on is null;

create table assignment (
  tenant text not null,
  request uuid not null,
  agent text not null,
  primary key (tenant, request),
  foreign key (tenant, request) references request (tenant, id) on delete cascade,
  foreign key (tenant, agent) references agent (tenant, name) on delete cascade
);
create index assignment_by_agent on assignment (tenant, agent);

-- Until and on that day, somebody else sees and answers what is assigned to this agent.
create table absence (
  tenant text not null,
  agent text not null,
  until date not null,
  deputy text not null,
  primary key (tenant, agent),
  foreign key (tenant, agent) references agent (tenant, name) on delete cascade,
  foreign key (tenant, deputy) references agent (tenant, name) on delete cascade
);
create index absence_by_deputy on absence (tenant, deputy);

-- Who has a request open just now; a row that nobody renewed in time says nothing any more.
create table presence (
  tenant text not null,
  request uuid not null,
  agent text not null,
  writing boolean not null,
  until timestamptz not null,
  primary key (tenant, request, agent)
);
create index presence_by_end on presence (tenant, until);

-- A request that is the double of another one, whose answers it gets. `turn`: the answer that said so to its receipt.
create table joined_request (
  tenant text not null,
  request uuid not null,
  main uuid not null,
  turn integer not null,
  primary key (tenant, request),
  foreign key (tenant, request) references request (tenant, id) on delete cascade,
  foreign key (tenant, main) references request (tenant, id) on delete cascade
);
create index joined_request_by_main on joined_request (tenant, main);

-- What agents do with requests beside opening and answering them. `subject`: the colleague or the other request.
create table team_journal (
  tenant text not null,
  id bigint generated always as identity,
  agent text not null,
  action text not null,
  request uuid not null,
  subject text,
  at timestamptz not null default now(),
  primary key (tenant, id)
);
create index team_journal_by_request on team_journal (tenant, request);

-- For whom a deputy did it.
alter table journal add column on_behalf_of text;
alter table sent_answer add column on_behalf_of text;
create index journal_by_agent on journal (tenant, agent, id);

-- That somebody looked at what could not be taken, and what they want to remember of it.
alter table dead_letter add column seen_by text;
alter table dead_letter add column seen_on date;
alter table dead_letter add column note text check (length(note) <= 200);
