-- Which submissions are safe in a backup that was read back, so that kiosks may erase what they keep of them.

-- Given when a backup begins, dense and after commit; until then null.
alter table submission add column position bigint;

create unique index submission_by_position on submission (tenant, position);
create index submission_without_position on submission (tenant, id) where position is null;

-- `position`: the last one given; `settled`: the last one that a verified backup holds, with all before it.
create table submission_head (
  tenant text not null,
  position bigint not null default 0,
  settled bigint not null default 0,
  primary key (tenant),
  check (settled <= position)
);

-- On which server's disk this database was when a hub last started: another one means another life.
create table upkeep.life (
  only_row boolean not null default true check (only_row),
  system_identifier text not null,
  timeline integer not null,
  primary key (only_row)
);
