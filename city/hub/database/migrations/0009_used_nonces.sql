-- Nonces that were signed for a token, until they are stale by themselves: an assertion that was overheard is good for nothing.
create table used_nonce (
  tenant text not null,
  salt text not null,
  until_milliseconds bigint not null,
  primary key (tenant, salt)
);
create index used_nonce_by_end on used_nonce (tenant, until_milliseconds);
