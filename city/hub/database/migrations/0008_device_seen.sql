-- When a kiosk last proved itself, and how far its clock was from the hub's then: for people, never for order.
alter table device add column seen_at timestamptz;
alter table device add column clock_ahead_milliseconds bigint;
