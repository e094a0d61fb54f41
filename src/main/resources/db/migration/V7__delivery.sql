-- Whether a version tells of something recent: such leads go out before older ones.
alter table lead_version add column fresh boolean not null default true;

-- For sinks that get each lead's newest version: what is due of each lead, and what came of it. States:
-- DUE, SENDING (also: nobody knows what came of it), UNKNOWN (the same, and it waits for a person),
-- QUARANTINED, DONE. Request and response without personal data, of what is in quarantine.
create table delivery (
  sink       varchar(64)  not null,
  lead_id    varchar(512) not null,
  due_seq    bigint       not null,
  sent_seq   bigint,
  done_seq   bigint,
  state      varchar(12)  not null,
  fresh      boolean      not null,
  attempts   int          not null,
  next_at    varchar(27)  not null,
  changed_at varchar(27)  not null,
  reason     text,
  request    text,
  response   text,
  primary key (sink, lead_id)
);
create index delivery_due on delivery (sink, state, fresh, due_seq);

-- Up to which version the log was looked through for each of these sinks.
create table delivery_place (
  sink     varchar(64) primary key,
  last_seq bigint      not null
);

-- What became of each version at these sinks, for explain: sent, delivered, refused and so on.
create table delivery_event (
  id      ${identity},
  sink    varchar(64)  not null,
  lead_id varchar(512) not null,
  seq     bigint       not null,
  at      varchar(27)  not null,
  what    varchar(12)  not null,
  reason  text
);
create index delivery_event_lead on delivery_event (lead_id, id);

-- A lead that was asked to be forgotten is known by its id alone, so that it does not come again.
alter table lead add column forgotten boolean not null default false;
