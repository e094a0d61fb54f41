-- What a lead's tariffs are, in a few words to count by; and from when on its delivery is timed: when it was
-- created, or first seen where TRACE does not say; null where its delivery says nothing of us, as it was
-- there long before.
alter table lead add column tariff_kind varchar(40);
alter table lead add column timed_from varchar(27);

-- How many leads each sink got for the first time. day: UTC. speed: upper bound, in seconds, of how long that
-- took from timed_from on; 2147483647 where it took longer than every bound, -1 where it was not timed.
create table delivered_count (
  day   varchar(10) not null,
  sink  varchar(64) not null,
  kind  varchar(40) not null,
  speed int         not null,
  leads bigint      not null,
  primary key (day, sink, kind, speed)
);

-- What a request was spent on.
alter table quota_request add column purpose varchar(16);
