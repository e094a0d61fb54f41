-- By which run a version was seen, and an outcome written down: the trace.id of its log lines; null where it
-- was before this column, or by hand.
alter table lead_version add column run varchar(64);
alter table delivery_event add column run varchar(64);
