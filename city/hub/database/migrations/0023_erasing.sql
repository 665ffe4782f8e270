-- Erasing: after the days that a form promises, nothing of a submission stays but that it was.

alter table submission add column erased_on date;
alter table request add column erased_on date;

create index request_kept on request (tenant, state) where erased_on is null;

-- The keys under which submissions stand in backups. This schema is in no backup: they lie beside, in a file that the next
-- backup replaces, so that what is erased here cannot be read in an older one either.
create table upkeep.item_key (
  tenant text not null,
  submission uuid not null,
  key bytea not null,
  primary key (tenant, submission)
);

-- Which file that is, and how often it was written.
create table upkeep.item_key_file (
  only_row boolean not null default true check (only_row),
  name uuid not null default gen_random_uuid(),
  edition bigint not null default 0,
  primary key (only_row)
);
