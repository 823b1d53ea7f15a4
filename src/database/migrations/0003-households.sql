-- Who lives in which household from a day on; null: in none. As with facts, rows only grow, and of two for one day the
-- later written counts. `head`: this row makes them its head.
create table wellside.member (
  office     text not null,
  person     uuid not null,
  from_day   date not null,
  household  uuid,
  head       boolean not null,
  number     bigint not null,
  primary key (office, person, from_day, number),
  foreign key (office, person) references wellside.subject (office, id)
);
create index member_by_household on wellside.member (household) where household is not null;

-- One who stood in the register twice: what is known of `other` counts for `survivor`, and every row stays where it was,
-- so that it can be undone. `chosen`: facts that are taken from `other` where both say something, by their names in the tables.
create table wellside.merge (
  office     text not null references wellside.office (id),
  id         uuid not null,
  survivor   uuid not null,
  other      uuid not null,
  chosen     text[] not null,
  since      date not null, -- the survivor's, as it was
  at         timestamptz not null,
  by         uuid not null,
  number     bigint not null,
  undone_at  timestamptz,
  undone_by  uuid,
  primary key (office, id),
  foreign key (office, survivor) references wellside.subject (office, id),
  foreign key (office, other) references wellside.subject (office, id)
);
create index merge_by_survivor on wellside.merge (survivor);

-- `merged_into`: another subject counts for this one now. `present`: lives here, as the facts stand. Where: the parts of the
-- address that can be walked, '' where it names none; the last three follow the facts, as `facts` itself does.
alter table wellside.subject
  add column merged_into uuid,
  add column present boolean not null default true,
  add column building text not null default '',
  add column stairwell text not null default '',
  add column flat text not null default '';
create index subject_merged on wellside.subject (merged_into) where merged_into is not null;
create index subject_by_dwelling on wellside.subject ((facts ->> 'area'), building, stairwell, flat)
  where present and kind in ('person', 'household');

-- Memberships of earlier releases, from the day of entry; the next daily pass works out the rest.
insert into wellside.member
  select subject.office, subject.id, subject.since, subject.household, false,
         (select min(number) from wellside.entry_part where entry_part.office = subject.office and entry_part.subject = subject.id)
  from wellside.subject where household is not null;
update wellside.subject set recheck = since;

do $$
declare
  name text;
begin
  foreach name in array array['member', 'merge'] loop
    execute format('create policy own_office on wellside.%I using (%s)', name,
      'office = any ((select nullif(current_setting(''wellside.offices'', true), ''''))::text[])');
    execute format('alter table wellside.%I enable row level security', name);
    execute format('grant select, insert on wellside.%I to wellside_app', name);
    if current_setting('server_version_num')::int >= 170000 then
      execute format('grant maintain on wellside.%I to wellside_app', name);
    end if;
  end loop;
end $$;
-- An undone import takes memberships away with the people it entered.
grant delete on wellside.member to wellside_app;
grant update (undone_at, undone_by) on wellside.merge to wellside_app;
