-- Walks over what was created in a window, asked for by a command and walked by whoever holds the ledger.
-- Purposes: backfill, verify; of each one is open at a time. States: OPEN, PROVED, UNPROVED, CANCELLED.
-- looked_at: when a job last looked after it; waits: why it does not go on now.
create table window_walk (
  id        ${identity},
  purpose   varchar(10) not null,
  from_at   varchar(27) not null,
  to_at     varchar(27) not null,
  state     varchar(10) not null,
  asked_at  varchar(27) not null,
  asked_by  text        not null,
  looked_at varchar(27),
  waits     text,
  ended_at  varchar(27),
  result    text,
  open_walk text
);
create unique index window_walk_open on window_walk (purpose) where state = 'OPEN';

-- Leads that a verification found missing: the first of them.
create table window_find (
  walk_id bigint       not null,
  lead_id varchar(512) not null,
  primary key (walk_id, lead_id)
);

-- What a proved verification came to, as JSON.
create table certificate (
  walk_id bigint      primary key,
  made_at varchar(27) not null,
  body    text        not null
);

-- Such walks see leads for themselves: the series of the schedule count what they saw alone.
alter table lead add column backfill_pass bigint not null default 0;
alter table lead add column verify_pass bigint not null default 0;
alter table rejected_row add column backfill_pass bigint not null default 0;
alter table rejected_row add column verify_pass bigint not null default 0;

-- When TRACE says the lead was created; null where it does not say, or the lead was not seen since this column.
alter table lead add column created_at varchar(27);

-- A cursor that a person moved: no walk whose passes are older moves it on. Passes are numbered through.
alter table walk add column moved_pass bigint not null default 0;
create table cursor_move (
  id      ${identity},
  at      varchar(27) not null,
  who     text        not null,
  series  varchar(16) not null,
  from_at varchar(27) not null,
  to_at   varchar(27) not null
);
