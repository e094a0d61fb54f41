-- By which run a version was seen, and an outcome or a batch written down: the trace.id of its log lines; null
-- where it was before this column, or by hand.
alter table lead_version add column run varchar(64);
alter table delivery_event add column run varchar(64);
alter table batch add column run varchar(64);

-- A certificate's gap: it stays one until a later certificate covers its window.
alter table certificate add column gap bigint not null default 0;
