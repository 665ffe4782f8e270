-- Ready texts for replies that a city writes for itself. One with the id of a text that comes with the program stands in its
-- place; `service` is '*' for all of them, which no service is called.
create table reply_template (
  tenant text not null,
  id text not null,
  service text not null default '*',
  decision text not null,
  name text not null,
  text jsonb not null,
  hidden boolean not null default false,
  changed_by text not null,
  changed_on date not null default current_date,
  primary key (tenant, id)
);
