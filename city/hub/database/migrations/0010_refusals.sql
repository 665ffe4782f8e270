-- What was refused, counted by day: who tries a revoked kiosk or another city's token is seen by people.
create table refusal (
  tenant text not null,
  day date not null,
  route text not null,
  status integer not null,
  -- The kiosk that asked, when it was one of ours; empty otherwise.
  device text not null,
  count bigint not null,
  last_at timestamptz not null,
  primary key (tenant, day, route, status, device)
);
