-- Runs on SQLite and on PostgreSQL alike; they differ in how a number is given. Times are UTC text of
-- one width, 2026-03-04T09:00:00.000000Z, so that they sort and compare as times.

-- One row: the last number given to a version, and to a pass over TRACE's leads.
create table ledger_head (
  last_seq  bigint not null,
  last_pass bigint not null
);
insert into ledger_head values (0, 0);

-- What is known of each lead: its latest version, and for each series the last pass that saw it.
create table lead (
  lead_id      varchar(512) primary key,
  seq          bigint      not null,
  version      int         not null,
  hash         varchar(64) not null,
  updated_at   varchar(27),
  vanished     boolean     not null,
  created_pass bigint      not null default 0,
  updated_pass bigint      not null default 0,
  full_pass    bigint      not null default 0
);

-- The log: every version of every lead as received, numbered 1, 2, 3 … without a gap in the order in
-- which they were committed. previous_seq leads to the version before.
create table lead_version (
  seq          ${log_key},
  previous_seq bigint,
  lead_id      varchar(512) not null,
  version      int          not null,
  kind         varchar(10)  not null,
  hash         varchar(64)  not null,
  seen_at      varchar(27)  not null,
  length       int          not null,
  body         text
);

-- What each sink got: stretches of the log, one behind the other, each decided before it goes out.
-- States: OPEN, DONE. What lies behind a sink's last stretch is due there.
create table batch (
  id         ${identity},
  sink       varchar(64)  not null,
  name       varchar(128) not null,
  state      varchar(10)  not null,
  first_seq  bigint       not null,
  last_seq   bigint       not null,
  attempts   int          not null,
  next_at    varchar(27)  not null,
  decided_at varchar(27)  not null,
  done_at    varchar(27),
  reason     text
);
create unique index batch_place on batch (sink, last_seq);

-- Rows of TRACE's answers that are no leads, by the hash of what came.
create table rejected_row (
  hash          varchar(64) primary key,
  reason        text        not null,
  first_seen_at varchar(27) not null,
  last_seen_at  varchar(27) not null,
  created_pass  bigint      not null default 0,
  updated_pass  bigint      not null default 0,
  full_pass     bigint      not null default 0,
  body          text        not null
);

-- One row a series: created, updated, full. An open walk is kept as JSON; proved_with is a fingerprint
-- of the names that the last proved walk went by.
create table walk (
  series      varchar(16) primary key,
  cursor_at   varchar(27),
  proved_at   varchar(27),
  proved_pass bigint,
  proved_with varchar(64),
  open_walk   text
);

-- The quota gate: what was spent of each bucket, and until when it is closed.
create table quota_bucket (
  bucket       varchar(64) primary key,
  closed_until varchar(27),
  remaining    int,
  reset_at     varchar(27)
);
create table quota_request (
  id          ${identity},
  bucket      varchar(64) not null,
  answered_at varchar(27)
);
create index quota_request_bucket on quota_request (bucket, id);
