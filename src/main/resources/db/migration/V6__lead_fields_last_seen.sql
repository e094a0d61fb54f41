-- The day (UTC) on which a walk last saw a field of leads.
alter table lead_field add column last_seen varchar(10);
update lead_field set last_seen = substr(first_seen, 1, 10);
