-- Files of leads, a row a file and variant: what is to be fetched, and what came of it. seq is the version
-- that told of it last; its URL stands there alone. created_at is the lead's. States: WAITING (TRACE does not have it yet), DUE, DONE,
-- GONE (TRACE has it no more), REFUSED (it is not taken). Ways: DIRECT (its URL needs no token), TRACE (TRACE
-- redirects to it), ANEW (its URL in that version has expired, so TRACE is asked for the lead once more).
create table lead_file (
  lead_id      varchar(512) not null,
  file_id      varchar(32)  not null,
  kind         varchar(10)  not null,
  variant      varchar(10)  not null,
  path         text         not null,
  seq          bigint       not null,
  created_at   varchar(27)  not null,
  source       varchar(32)  not null,
  state        varchar(10)  not null,
  way          varchar(6)   not null,
  attempts     int          not null,
  next_at      varchar(27)  not null,
  changed_at   varchar(27)  not null,
  bytes        bigint,
  sha256       varchar(64),
  content_type varchar(200),
  reason       text,
  primary key (lead_id, file_id)
);
create index lead_file_due on lead_file (state, way, created_at);

-- Up to which version the log was looked through for each kind of file.
create table lead_file_place (
  kind     varchar(10) primary key,
  last_seq bigint      not null
);
