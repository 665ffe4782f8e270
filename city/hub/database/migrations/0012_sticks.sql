-- What goes round by stick besides content and items, for kiosks that never have a network.

-- What was refused of the items that came by stick, to be told to their kiosk by the next one. A line says it at once.
create table stick_refusal (
  tenant text not null,
  device uuid not null,
  id uuid not null,
  sha256 text not null,
  reason text not null,
  refused_on date not null default current_date,
  primary key (tenant, device, id, sha256)
);

-- Where a kiosk said last that it is; the signed text, letter for letter.
create table kiosk_report (
  tenant text not null,
  device uuid not null,
  text text not null,
  received_on date not null default current_date,
  primary key (tenant, device)
);

create index submission_by_device on submission (tenant, device, id);
