-- Which fields leads have had, by JSON pointer with * for elements, and of which JSON types.
create table lead_field (
  path       text        not null,
  type       varchar(10) not null,
  first_seen varchar(27) not null,
  primary key (path, type)
);
