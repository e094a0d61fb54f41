-- Offers as TRACE took them, by their hash: each once, however many configurations it is for.
create table accepted_body (
  hash varchar(64) primary key,
  body text        not null
);
insert into accepted_body (hash, body)
  select hash, body from accepted_offer where true on conflict (hash) do nothing;
alter table accepted_offer drop column body;
create index accepted_offer_hash on accepted_offer (hash);
