-- Orders epochs: a kiosk follows none that began before one it followed (I8). Milliseconds since 1970 by this server's
-- clock, and more than the number of the epoch before. An epoch that began before this step counts from here.
alter table feed_head add column epoch_number bigint not null
  default (extract(epoch from clock_timestamp()) * 1000)::bigint;
