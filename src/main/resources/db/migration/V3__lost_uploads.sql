-- Of the uploads without an answer, those since a person last asked for the file.
alter table offer_file add column lost_now int not null default 0;
