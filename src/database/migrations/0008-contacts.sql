-- Whom to ring up about somebody, and who speaks for them. All that is said of a contact is sealed under the key of whom it is
-- for, as it tells of a third person. `other`: they are of the register themselves. `tail`: the end of their telephone
-- number, keyed, to be found by. Only the office's own roles see any of it: their scope says 'inside' among what is sealed.
create table wellside.contact (
  office    text not null references wellside.office (id),
  id        uuid not null,
  subject   uuid not null,
  other     uuid,
  sealed    bytea not null,
  tail      text,
  ended_on  date,
  number    bigint not null,
  primary key (office, id),
  foreign key (office, subject) references wellside.subject (office, id),
  foreign key (office, other) references wellside.subject (office, id)
);
create index contact_by_subject on wellside.contact (subject);
create index contact_by_other on wellside.contact (other) where other is not null;
create index contact_by_tail on wellside.contact (tail) where tail is not null;

create policy own_office on wellside.contact
  using (office = any ((select nullif(current_setting('wellside.offices', true), ''))::text[])
    and ((select current_setting('wellside.sealed', true)) = '*'
      or 'inside' = any ((select nullif(nullif(current_setting('wellside.sealed', true), ''), '*'))::text[])));
alter table wellside.contact enable row level security;

grant select, insert on wellside.contact to wellside_app;
grant update (other, sealed, tail, ended_on, number) on wellside.contact to wellside_app;
do $$
begin
  if current_setting('server_version_num')::int >= 170000 then
    grant maintain on wellside.contact to wellside_app;
  end if;
end $$;
