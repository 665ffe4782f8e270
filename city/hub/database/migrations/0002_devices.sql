-- The kiosks of a tenant, the codes that enrol them, and the counters that slow guessing down.

create table device (
  tenant text not null,
  id uuid not null,
  public_key text not null,
  site text not null,
  site_name text not null,
  enrolled_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (tenant, id)
);

create unique index device_by_id on device (id);

create table enrolment_code (
  tenant text not null,
  code_hash text not null,
  site text not null,
  site_name text not null,
  expires_at timestamptz not null,
  device uuid,
  primary key (tenant, code_hash)
);

create table tries (
  tenant text not null,
  subject text not null,
  since timestamptz not null,
  count integer not null,
  primary key (tenant, subject)
);
