-- Who asks to be called back, or for a message at the desk of the kiosk's site; the number is among the sealed words.
alter table request add column callback text;
alter table request add column callback_by date;
alter table request add column callback_tries integer not null default 0;
alter table request add column callback_done_on date;

create index request_to_call_back on request (tenant, callback_by, id)
  where callback is not null and callback_done_on is null and erased_on is null;
