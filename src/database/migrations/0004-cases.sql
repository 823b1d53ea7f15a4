-- What somebody asked for, stage by stage. `procedure` is keyed where it would tell; `veils` as on records: only who acts
-- in such a procedure sees the case. `fields` are the open ones as they stand; guarded ones are in case_sealed.
create table wellside.case_file (
  office       text not null references wellside.office (id),
  id           uuid not null,
  procedure    text not null,
  version      text not null, -- of its standard: a new one never changes an open case
  opened_at    timestamptz not null,
  opened_on    date not null,
  opened_by    uuid not null,
  at_night     boolean not null,
  on_holiday   boolean not null,
  due_at       timestamptz,
  provisional  boolean not null default false,
  fields       jsonb not null,
  veils        text[] not null default '{}',
  ended        text,
  ended_at     timestamptz,
  outcome      text check (outcome in ('kept', 'late')),
  reopened     int not null default 0,
  returned     int not null default 0,
  number       bigint not null,
  primary key (office, id)
);
create index case_by_opening on wellside.case_file (office, opened_on);
create index case_open on wellside.case_file (office, opened_at) where ended is null;

create table wellside.case_about (
  office     text not null,
  subject    uuid not null,
  case_file  uuid not null,
  position   int not null,
  veils      text[] not null default '{}',
  primary key (office, subject, case_file),
  foreign key (office, case_file) references wellside.case_file (office, id),
  foreign key (office, subject) references wellside.subject (office, id)
);
create index about_by_case on wellside.case_about (office, case_file);

-- Guarded fields and the reasons for moves, sealed once for each whom the case is about (or under the office's own key), so that one can be
-- forgotten alone. Rows only grow; of one field the later counts.
create table wellside.case_sealed (
  office     text not null,
  case_file  uuid not null,
  holder     uuid not null,
  number     bigint not null,
  sealed     bytea not null,
  veils      text[] not null default '{}',
  primary key (office, case_file, holder, number),
  foreign key (office, case_file) references wellside.case_file (office, id)
);

-- Each stage it has been at, in order. Not left: there it stands.
create table wellside.case_stage (
  office       text not null,
  case_file    uuid not null,
  place        int not null,
  stage        text not null,
  began_at     timestamptz not null,
  due_at       timestamptz,
  provisional  boolean not null default false,
  extended     int not null default 0,
  left_at      timestamptz,
  left_by      uuid,
  move         text,
  outcome      text check (outcome in ('kept', 'late')),
  veils        text[] not null default '{}',
  primary key (office, case_file, place),
  foreign key (office, case_file) references wellside.case_file (office, id)
);
create index stage_open on wellside.case_stage (office, due_at) where left_at is null;

-- Which entries of the journal tell of a case: who filled in, extended or reopened it, and why, stands there alone.
create table wellside.case_entry (
  office     text not null,
  case_file  uuid not null,
  number     bigint not null,
  veils      text[] not null default '{}',
  primary key (office, case_file, number),
  foreign key (office, case_file) references wellside.case_file (office, id)
);

do $$
declare
  name text;
begin
  foreach name in array array['case_file', 'case_about', 'case_sealed', 'case_stage', 'case_entry'] loop
    execute format('create policy own_office on wellside.%I using (%s)', name,
      'office = any ((select nullif(current_setting(''wellside.offices'', true), ''''))::text[])
       and (veils = ''{}'' or (select current_setting(''wellside.veils'', true)) = ''*''
         or veils <@ coalesce((select nullif(nullif(current_setting(''wellside.veils'', true), ''''), ''*''))::text[], ''{}''))');
    execute format('alter table wellside.%I enable row level security', name);
    execute format('grant select, insert on wellside.%I to wellside_app', name);
    if current_setting('server_version_num')::int >= 170000 then
      execute format('grant maintain on wellside.%I to wellside_app', name);
    end if;
  end loop;
end $$;
-- Of whom a case is and when it began nothing is ever changed.
grant update (fields, due_at, provisional, ended, ended_at, outcome, reopened, returned) on wellside.case_file to wellside_app;
grant update (due_at, provisional, extended, left_at, left_by, move, outcome) on wellside.case_stage to wellside_app;
-- What an import brought, and nothing else, is taken out again where the import is undone.
grant delete on wellside.case_file, wellside.case_about, wellside.case_sealed, wellside.case_stage, wellside.case_entry to wellside_app;
