-- Runs on H2 (MODE=PostgreSQL) and on PostgreSQL alike; they differ in how a number is given.

-- One number for each pass over TRACE's leads, ever growing.
create sequence pass_number;

-- What is known of each lead: its latest version, and for each series the last pass that saw it.
create table lead (
  lead_id      varchar(512) primary key,
  seq          bigint      not null,
  version      int         not null,
  hash         varchar(64) not null,
  updated_at   timestamp with time zone,
  vanished     boolean     not null,
  created_pass bigint      not null default 0,
  updated_pass bigint      not null default 0,
  full_pass    bigint      not null default 0
);

-- Every version of every lead as received, in the order in which they were seen; previous_seq leads
-- to the version before.
create table lead_version (
  seq          bigint ${identity} primary key,
  previous_seq bigint,
  lead_id      varchar(512) not null,
  version      int          not null,
  kind         varchar(10)  not null,
  hash         varchar(64)  not null,
  seen_at      timestamp with time zone not null,
  octets       int          not null,
  body         varchar
);

-- What each sink has yet to get and what it got. States: DUE, CLAIMED, DELIVERED.
create table delivery (
  id       bigint ${identity} primary key,
  sink     varchar(64) not null,
  seq      bigint      not null,
  state    varchar(10) not null,
  batch_id bigint
);
create index delivery_due on delivery (sink, state, id);

-- What goes to a sink at once, decided before it goes. States: OPEN, DONE.
create table batch (
  id         bigint ${identity} primary key,
  sink       varchar(64)  not null,
  name       varchar(128) not null,
  state      varchar(10)  not null,
  leads      int          not null,
  attempts   int          not null,
  next_at    timestamp with time zone not null,
  decided_at timestamp with time zone not null,
  done_at    timestamp with time zone,
  reason     varchar
);
create index batch_open on batch (sink, state, id);

-- Rows of TRACE's answers that are no leads, by the hash of what came.
create table rejected_row (
  hash          varchar(64) primary key,
  reason        varchar     not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at  timestamp with time zone not null,
  created_pass  bigint      not null default 0,
  updated_pass  bigint      not null default 0,
  full_pass     bigint      not null default 0,
  body          varchar     not null
);

-- One row a series: created, updated, full. An open walk is kept as JSON.
create table walk (
  series      varchar(16) primary key,
  cursor_at   timestamp with time zone,
  proved_at   timestamp with time zone,
  proved_pass bigint,
  open_walk   varchar
);

-- The quota gate: what was spent of each bucket, and until when it is closed.
create table quota_bucket (
  bucket       varchar(64) primary key,
  closed_until timestamp with time zone,
  remaining    int,
  reset_at     timestamp with time zone
);
create table quota_request (
  id          bigint ${identity} primary key,
  bucket      varchar(64) not null,
  answered_at timestamp with time zone
);
create index quota_request_bucket on quota_request (bucket, id);
