-- The whole first ground: offices, accounts, standards, the register, records, duties and the journal.
-- Every table carries its office first in every key, so that a province can distribute by it (Citus).
-- Reference tables, the same everywhere: standard, account, clock.
-- Other indexes do not begin with the office: where one office holds nearly all rows, such an index fits every query and
-- helps none, and before the first ANALYZE the planner takes it (seen: 110 ms to join 107 records, 2 ms without).
-- Roles: wellside_app runs every request and holds no right to bypass row level security;
--        wellside_auth owns sign-in alone (schema auth), which wellside_app cannot read.

create schema wellside;

create table wellside.office (
  id      text primary key check (id ~ '^[a-z][a-z0-9-]{1,40}$'),
  title   jsonb not null,
  parent  text,
  zone    text not null
);

create table wellside.area (
  office    text not null references wellside.office (id),
  id        text not null,
  title     jsonb not null,
  position  int  not null,
  primary key (office, id)
);

-- Whoever signs in. The id is the sign-in account's id too.
create table wellside.account (
  id             uuid primary key,
  username       text not null unique,
  name           text not null,
  demonstration  boolean not null default false
);

-- A role held in an office, for one area of it or (area null) for all.
create table wellside.post (
  office      text not null references wellside.office (id),
  id          uuid not null,
  account     uuid not null references wellside.account (id),
  role        text not null,
  area        text,
  from_day    date not null,
  until_day   date,
  primary key (office, id)
);
create index post_by_account on wellside.post (account);

-- A published version never changes, so its text is kept whole.
create table wellside.standard (
  id        text not null,
  version   text not null,
  document  json not null, -- as it was written: the order of indicators, stages and fields is its own
  digest    text not null,
  primary key (id, version)
);

create table wellside.adoption (
  office      text not null references wellside.office (id),
  standard    text not null,
  version     text not null,
  from_day    date not null,
  parameters  jsonb not null,
  primary key (office, standard, version),
  foreign key (standard, version) references wellside.standard (id, version)
);

-- One key a person (or an import, for the rows it rejected), wrapped by the master key, which is not in here.
create table wellside.subject_key (
  office     text not null references wellside.office (id),
  holder     uuid not null,
  algorithm  text not null,
  master     text not null,
  wrapped    bytea not null,
  primary key (office, holder)
);

create table wellside.import (
  office       text not null references wellside.office (id),
  id           uuid not null,
  kind         text not null,
  file         text not null,
  at           timestamptz not null,
  by           uuid not null,
  command      uuid not null,
  accepted     int not null,
  rejected     int not null,
  undone_at    timestamptz,
  undone_by    uuid,
  undo_reason  text,
  primary key (office, id)
);

create table wellside.import_rejected (
  office  text not null,
  import  uuid not null,
  place   int  not null, -- counted from 0, in the order of the sheet
  sealed  bytea not null,
  primary key (office, import, place),
  foreign key (office, import) references wellside.import (office, id)
);

-- Whom or what a service is owed to. `facts` holds the open facts as they stand, for lists; the history is in `fact`.
-- `grams` are one- and two-character pieces of name, code and pinyin initials: pg_trgm cannot find two Chinese characters.
create table wellside.subject (
  office     text not null references wellside.office (id),
  id         uuid not null,
  kind       text not null check (kind in ('person', 'household', 'unit', 'place', 'case')),
  code       text,
  name       text not null,
  sort_key   text not null,
  grams      text[] not null,
  household  uuid,
  since      date not null,
  facts      jsonb not null default '{}',
  import     uuid,
  recheck    date,
  primary key (office, id),
  unique (office, kind, code)
);
create index subject_by_name on wellside.subject (office, kind, sort_key);
create index subject_by_grams on wellside.subject using gin (grams);
create index subject_by_household on wellside.subject (household) where household is not null;
create index subject_to_recheck on wellside.subject (recheck) where recheck is not null;
create index subject_by_import on wellside.subject (import) where import is not null;

-- Facts have no foreign key either: eight a person, each checked, were a tenth of the time of an import, and only `apply`
-- writes them, beside their subject.
create table wellside.fact (
  office    text not null,
  subject   uuid not null,
  fact      text not null,
  from_day  date not null,
  value     jsonb, -- null: no longer known
  number    bigint not null, -- of its entry: the later one of a day counts, and an undone import takes only its own away
  primary key (office, subject, fact, from_day, number)
);

-- Guarded facts, sealed under the subject's key. The fact's name would tell, so it is keyed too.
create table wellside.sealed_fact (
  office    text not null,
  subject   uuid not null,
  fact      text not null,
  from_day  date not null,
  sealed    bytea not null,
  number    bigint not null,
  primary key (office, subject, fact, from_day, number)
);

-- What was done. `veils` are the guarded promises it keeps: only who acts on all of them, or made it, sees it.
create table wellside.record (
  office         text not null references wellside.office (id),
  id             uuid not null,
  kind           text not null,
  on_day         date not null,
  at             timestamptz not null,
  by             uuid not null,
  fields         jsonb not null,
  veils          text[] not null default '{}',
  number         bigint not null,
  struck_at      timestamptz,
  struck_by      uuid,
  primary key (office, id)
);
create index record_by_day on wellside.record (on_day);

-- Whom a record is about; guarded fields are sealed once for each, so that one can be forgotten alone.
create table wellside.record_about (
  office   text not null,
  subject  uuid not null,
  record   uuid not null,
  sealed   bytea,
  primary key (office, subject, record),
  foreign key (office, record) references wellside.record (office, id),
  foreign key (office, subject) references wellside.subject (office, id)
);
create index about_by_record on wellside.record_about (record);

-- The three derived tables have no foreign key: only the engine writes them, for subjects it has just read, and some
-- twenty rows a person would each be checked (a seventh of the time of an import).
-- Derived: the one open window of (promise, subject). State is a comparison with today; nothing ticks.
-- A guarded promise stands under a keyed id, and `veiled` says so to the policy.
create table wellside.duty (
  office   text not null,
  promise  text not null,
  subject  uuid not null,
  opens    date not null,
  due      date not null,
  veiled   boolean not null,
  primary key (office, promise, subject, opens, due)
);
create index duty_by_due on wellside.duty (due, office);
create index duty_by_subject on wellside.duty (subject);

-- Derived: to whom each promise applies now.
create table wellside.eligible (
  office   text not null,
  promise  text not null,
  subject  uuid not null,
  veiled   boolean not null,
  primary key (office, promise, subject)
);
create index eligible_by_subject on wellside.eligible (subject);

-- Derived: how each closed window ended.
create table wellside.outcome (
  office   text not null,
  promise  text not null,
  subject  uuid not null,
  opens    date not null,
  due      date not null,
  on_day   date not null,
  outcome  text not null check (outcome in ('kept', 'late', 'missed', 'excused', 'declined')),
  record   uuid,
  veiled   boolean not null,
  -- Two windows can open and fall due on the same days (month ends, working days): they differ in the day they were closed.
  primary key (office, promise, subject, opens, due, on_day)
);
create index outcome_by_due on wellside.outcome (due, office);
create index outcome_by_subject on wellside.outcome (subject);

-- The journal. Nothing in it is ever updated or deleted: wellside_app has no right to.
create table wellside.entry (
  office    text not null references wellside.office (id),
  number    bigint not null,
  id        uuid not null,
  kind      text not null,
  at        timestamptz not null,
  actor     uuid not null,
  command   uuid not null,
  header    text not null,
  hash      text not null,
  primary key (office, number),
  unique (office, id)
);

create table wellside.entry_part (
  office     text not null,
  number     bigint not null,
  part       int not null,
  subject    uuid,
  holder     uuid,
  algorithm  text not null,
  salt       bytea not null,
  body       bytea not null,
  primary key (office, number, part),
  foreign key (office, number) references wellside.entry (office, number)
);
create index part_by_subject on wellside.entry_part (subject, number) where subject is not null;

create table wellside.journal_head (
  office  text primary key references wellside.office (id),
  length  bigint not null,
  hash    text not null
);

-- What was answered to a command, so that sending it twice is harmless.
create table wellside.command (
  office        text not null references wellside.office (id),
  id            uuid not null,
  name          text not null,
  at            timestamptz not null,
  first_number  bigint not null,
  last_number   bigint not null,
  primary key (office, id)
);

-- The demonstration's own clock: what it shows, and where it opens. No row: the real clock.
create table wellside.clock (
  only_one  boolean primary key default true check (only_one),
  shown     timestamptz not null,
  opens_at  timestamptz not null
);

-- Isolation. A transaction names its offices (and what of the guarded it may touch) by SET LOCAL; without, it sees nothing.
-- `nullif` because a finished SET LOCAL leaves '' behind, and ''::text[] is an error.
do $$
declare
  name text;
  here constant text := 'office = any ((select nullif(current_setting(''wellside.offices'', true), ''''))::text[])';
  promise_seen constant text := '(not veiled or (select current_setting(''wellside.veils'', true)) = ''*''
    or promise = any ((select nullif(nullif(current_setting(''wellside.veils'', true), ''''), ''*''))::text[]))';
begin
  foreach name in array array['area', 'post', 'adoption', 'subject_key', 'import', 'import_rejected', 'subject', 'fact', 'record_about',
                              'entry', 'entry_part', 'journal_head', 'command'] loop
    execute format('create policy own_office on wellside.%I using (%s)', name, here);
  end loop;
  execute format('create policy own_office on wellside.office using (%s)', replace(here, 'office =', 'id ='));
  -- That a public body exists, and its name, is public.
  create policy anybody on wellside.office for select using (true);
  foreach name in array array['duty', 'eligible', 'outcome'] loop
    execute format('create policy own_office on wellside.%I using (%s and %s)', name, here, promise_seen);
  end loop;
  execute format('create policy own_office on wellside.sealed_fact using (%s and %s)', here,
    '((select current_setting(''wellside.sealed'', true)) = ''*''
      or fact = any ((select nullif(nullif(current_setting(''wellside.sealed'', true), ''''), ''*''))::text[]))');
  execute format('create policy own_office on wellside.record using (%s and %s)', here,
    '(veils = ''{}'' or (select current_setting(''wellside.veils'', true)) = ''*''
      or veils <@ coalesce((select nullif(nullif(current_setting(''wellside.veils'', true), ''''), ''*''))::text[], ''{}'')
      or by::text = (select current_setting(''wellside.account'', true)))');
  -- Someone's own account, and those of colleagues; `post` is itself under its office's policy.
  create policy colleagues on wellside.account using (
    id::text = (select current_setting('wellside.account', true))
    or (select current_setting('wellside.veils', true)) = '*' -- the writer, who enters an account before its first post
    or exists (select from wellside.post where post.account = account.id));
  -- One's own posts are seen before an office is chosen.
  create policy own_posts on wellside.post for select using (account::text = (select current_setting('wellside.account', true)));
  for name in select tablename from pg_tables where schemaname = 'wellside' and tablename not in ('standard', 'clock') loop
    execute format('alter table wellside.%I enable row level security', name);
  end loop;
end $$;

grant usage on schema wellside to wellside_app;
grant select, insert on all tables in schema wellside to wellside_app;
-- Derived rows come and go; an undone import takes subjects and their facts away; the rest only ever grows or is marked.
grant delete on wellside.subject, wellside.fact, wellside.sealed_fact, wellside.duty, wellside.eligible, wellside.outcome to wellside_app;
grant update on wellside.subject, wellside.record, wellside.import, wellside.journal_head, wellside.clock to wellside_app;

-- A fresh office's tables are analysed as they fill, not when autovacuum next comes by; before 17 only the owner may.
do $$
begin
  if current_setting('server_version_num')::int >= 170000 then
    grant maintain on all tables in schema wellside to wellside_app;
  end if;
end $$;
