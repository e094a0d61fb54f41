-- What went wrong, and when it was over. told, end_told: whether the alert, and that of its end, went out.
create table incident (
  id        ${identity},
  trouble   varchar(32)  not null,
  subject   varchar(200) not null,
  sentence  text         not null,
  opened_at varchar(27)  not null,
  closed_at varchar(27),
  told      boolean      not null,
  end_told  boolean      not null
);
create index incident_open on incident (opened_at) where closed_at is null;
