-- Offer files in the order in which they arrived, from 1. States: NEW, CLAIMED, HELD, SENDING, SENT,
-- DECIDED, ARCHIVED; an outcome is there from DECIDED on.
create table offer_file (
  id            ${identity},
  path          text         not null,
  sha256        varchar(64)  not null,
  bytes         bigint       not null,
  state         varchar(10)  not null,
  outcome       varchar(10),
  kind          varchar(20),
  offers        int          not null default 0,
  approved      boolean      not null default false,
  forced        boolean      not null default false,
  attempts      int          not null default 0,
  lost_answers  int          not null default 0,
  arrived_at    varchar(27)  not null,
  next_at       varchar(27)  not null,
  uploaded_at   varchar(27),
  ended_at      varchar(27),
  reason        text,
  findings      text,
  comparison    text,
  receipt_json  varchar(64),
  receipt_text  varchar(64)
);
create index offer_file_state on offer_file (state, id);

-- What happened to each file, in order, for its receipt.
create table offer_event (
  id      ${identity},
  file_id bigint      not null,
  at      varchar(27) not null,
  what    text        not null
);
create index offer_event_file on offer_event (file_id, id);

-- What each file has a price for: one row a configuration.
create table offer_in_file (
  file_id       bigint      not null,
  configuration varchar(64) not null,
  label         text        not null,
  hash          varchar(64) not null,
  primary key (file_id, configuration)
);
create index offer_in_file_configuration on offer_in_file (configuration, file_id);

-- TRACE's answer to a file's last upload, one row a result.
create table offer_result (
  file_id  bigint  not null,
  position int     not null,
  offer    int     not null,
  tier     int,
  name     text    not null,
  success  boolean not null,
  offer_id text,
  message  text,
  primary key (file_id, position)
);

-- The last version of each configuration that TRACE took from here.
create table accepted_offer (
  configuration varchar(64) primary key,
  label         text        not null,
  file_id       bigint      not null,
  accepted_at   varchar(27) not null,
  hash          varchar(64) not null,
  body          text        not null
);
