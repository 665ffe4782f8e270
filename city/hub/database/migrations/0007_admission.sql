-- Kiosks that fetch snapshots now: so many at once that nobody else waits for them.
create table admission (
  tenant text not null,
  device uuid not null,
  until timestamptz not null,
  primary key (tenant, device)
);
