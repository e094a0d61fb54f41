-- How often a person sent it again after it was refused: a CRM that keeps its answers by key gets another
-- key then, for the lead may be mapped another way.
alter table delivery add column replays int not null default 0;
