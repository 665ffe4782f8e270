-- What became of the texts that visitors wrote for everybody, and who decided; never what they say. A text without a row
-- waits. `record` names what was published, so that it can be taken back.

create table moderation (
  tenant text not null,
  request uuid not null,
  question text not null,
  service text not null,
  state text not null check (state in ('accepted', 'refused')),
  agent text not null,
  decided_at timestamptz not null default now(),
  record uuid,
  primary key (tenant, request, question)
);

create index moderation_by_time on moderation (tenant, decided_at desc, request, question);

-- The requests of the forms whose texts are for everybody, the oldest first.
create index request_of_form on request (tenant, form, form_version, received_on, id);
