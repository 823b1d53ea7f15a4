-- Somebody away from one day to another (both counted), and who stands in for each post of theirs meanwhile. Ending a leave
-- early moves `until_day`; nothing has to tick when it is over.
create table wellside.leave (
  office     text not null references wellside.office (id),
  id         uuid not null,
  account    uuid not null references wellside.account (id),
  from_day   date not null,
  until_day  date not null,
  primary key (office, id)
);

create table wellside.stand_in (
  office   text not null,
  leave    uuid not null,
  post     uuid not null,
  account  uuid not null references wellside.account (id),
  primary key (office, leave, post),
  foreign key (office, leave) references wellside.leave (office, id),
  foreign key (office, post) references wellside.post (office, id)
);
create index stand_in_by_account on wellside.stand_in (account);

do $$
declare
  name text;
begin
  foreach name in array array['leave', 'stand_in'] loop
    execute format('create policy own_office on wellside.%I using (%s)', name,
      'office = any ((select nullif(current_setting(''wellside.offices'', true), ''''))::text[])');
    execute format('alter table wellside.%I enable row level security', name);
    execute format('grant select, insert on wellside.%I to wellside_app', name);
    if current_setting('server_version_num')::int >= 170000 then
      execute format('grant maintain on wellside.%I to wellside_app', name);
    end if;
  end loop;
end $$;
-- A post and a leave end; of whose they are and when they began nothing is ever changed.
grant update (until_day) on wellside.post, wellside.leave to wellside_app;

-- A year's announced working days, where the program does not know them or an office enters a later notice.
create table wellside.calendar_year (
  office            text not null references wellside.office (id),
  year              int not null,
  holidays          jsonb not null, -- ranges "first/last"
  make_up_workdays  jsonb not null,
  notice            text not null,
  number            bigint not null, -- of its entry: what is compiled by it is known by this
  primary key (office, year)
);
create policy own_office on wellside.calendar_year
  using (office = any ((select nullif(current_setting('wellside.offices', true), ''))::text[]));
alter table wellside.calendar_year enable row level security;

grant select, insert on wellside.calendar_year to wellside_app;
grant update (holidays, make_up_workdays, notice, number) on wellside.calendar_year to wellside_app;
do $$
begin
  if current_setting('server_version_num')::int >= 170000 then
    grant maintain on wellside.calendar_year to wellside_app;
  end if;
end $$;
