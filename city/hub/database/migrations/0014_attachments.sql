-- What is attached to submissions, sealed: it comes after them, piece by piece.

-- Named by the SHA-256 of its bytes. `bytes` is in the key, so that who names another's file with a wrong size hinders
-- nobody. `received`: so many bytes are here, from the first on; `whole`: all are, and they are what the name says.
create table attachment (
  tenant text not null,
  sha256 text not null,
  bytes integer not null,
  received integer not null default 0,
  whole boolean not null default false,
  primary key (tenant, sha256, bytes)
);

create table attachment_piece (
  tenant text not null,
  sha256 text not null,
  bytes integer not null,
  start integer not null,
  content bytea not null,
  primary key (tenant, sha256, bytes, start),
  foreign key (tenant, sha256, bytes) references attachment (tenant, sha256, bytes)
);

-- `late`: noted when the submission had its position already, so that no backup proves that they are in it too.
create table submission_attachment (
  tenant text not null,
  submission uuid not null,
  sha256 text not null,
  bytes integer not null,
  late boolean not null default false,
  primary key (tenant, submission, sha256),
  foreign key (tenant, sha256, bytes) references attachment (tenant, sha256, bytes)
);
