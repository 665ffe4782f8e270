-- What each kiosk said of itself when it last proved who it is: the newest alone.
create table device_health (
  tenant text not null,
  device uuid not null,
  told_at timestamptz not null,
  version text not null,
  runtime text not null,
  waiting bigint not null,
  kept bigint not null,
  attention bigint not null,
  oldest_waiting_days bigint,
  free_bytes bigint not null,
  -- Of its home tenant, at that moment: changes that it lacked, whether its rows sum up to ours, when it last proved them.
  behind bigint,
  sums_agree boolean,
  proved_at timestamptz,
  failure_event text,
  failure_reason text,
  failed_at timestamptz,
  printer_works boolean,
  followed jsonb not null,
  primary key (tenant, device),
  foreign key (tenant, device) references device (tenant, id)
);

-- What people asked of one kiosk; `cleared` once its record has left the feed.
create table device_command (
  tenant text not null,
  id uuid not null,
  device uuid not null,
  kind text not null,
  agent text not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  outcome text,
  ended_at timestamptz,
  cleared boolean not null default false,
  primary key (tenant, id),
  foreign key (tenant, device) references device (tenant, id)
);

create index device_command_of on device_command (tenant, device, issued_at desc);

-- Who took a kiosk out of service, and who gave the code that enrolled it; null for a command of the machine's own.
alter table device add column revoked_by text;
alter table enrolment_code add column created_by text;
create index enrolment_code_device on enrolment_code (tenant, device);
