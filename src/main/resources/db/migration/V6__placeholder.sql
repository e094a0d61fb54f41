-- placeholder until merged
select 1;
