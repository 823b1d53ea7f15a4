-- The database as every migration together leaves it, to be read. Nothing runs this file.
-- Made anew, after a migration, by: node start.mjs --run scripts/dump-schema.ts; a test fails while it is behind.

create table wellside.account (
  id uuid not null,
  username text not null,
  name text not null,
  demonstration boolean not null default false,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_username_key UNIQUE (username)
);
alter table wellside.account enable row level security;
create policy colleagues on wellside.account as permissive for all to public using ((((id)::text = ( SELECT current_setting('wellside.account'::text, true) AS current_setting)) OR (( SELECT current_setting('wellside.veils'::text, true) AS current_setting) = '*'::text) OR (EXISTS ( SELECT FROM wellside.post WHERE (post.account = account.id)))));
grant insert, maintain, select on wellside.account to wellside_app;

create table wellside.adoption (
  office text not null,
  standard text not null,
  version text not null,
  from_day date not null,
  parameters jsonb not null,
  tuning integer not null default 0,
  entry bigint,
  constraint adoption_pkey PRIMARY KEY (office, standard, version, tuning),
  constraint adoption_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id),
  constraint adoption_standard_version_fkey FOREIGN KEY (standard, version) REFERENCES wellside.standard(id, version)
);
alter table wellside.adoption enable row level security;
create policy own_office on wellside.adoption as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
grant insert, maintain, select on wellside.adoption to wellside_app;

create table wellside.area (
  office text not null,
  id text not null,
  title jsonb not null,
  position integer not null,
  constraint area_pkey PRIMARY KEY (office, id),
  constraint area_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
alter table wellside.area enable row level security;
create policy own_office on wellside.area as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
grant insert, maintain, select on wellside.area to wellside_app;

create table wellside.calendar_year (
  office text not null,
  year integer not null,
  holidays jsonb not null,
  make_up_workdays jsonb not null,
  notice text not null,
  number bigint not null,
  constraint calendar_year_pkey PRIMARY KEY (office, year),
  constraint calendar_year_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
alter table wellside.calendar_year enable row level security;
create policy own_office on wellside.calendar_year as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
grant insert, maintain, select on wellside.calendar_year to wellside_app;

create table wellside.case_about (
  office text not null,
  subject uuid not null,
  case_file uuid not null,
  position integer not null,
  veils text[] not null default '{}'::text[],
  constraint case_about_pkey PRIMARY KEY (office, subject, case_file),
  constraint case_about_office_case_file_fkey FOREIGN KEY (office, case_file) REFERENCES wellside.case_file(office, id),
  constraint case_about_office_subject_fkey FOREIGN KEY (office, subject) REFERENCES wellside.subject(office, id)
);
CREATE INDEX about_by_case ON wellside.case_about USING btree (office, case_file);
alter table wellside.case_about enable row level security;
create policy own_office on wellside.case_about as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND ((veils = '{}'::text[]) OR (( SELECT current_setting('wellside.veils'::text, true) AS current_setting) = '*'::text) OR (veils <@ COALESCE((( SELECT NULLIF(NULLIF(current_setting('wellside.veils'::text, true), ''::text), '*'::text) AS "nullif"))::text[], '{}'::text[])))));
create policy reach on wellside.case_about as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (EXISTS ( SELECT FROM wellside.case_file WHERE ((case_file.office = case_about.office) AND (case_file.id = case_about.case_file))))));
grant delete, insert, maintain, select on wellside.case_about to wellside_app;

create table wellside.case_entry (
  office text not null,
  case_file uuid not null,
  number bigint not null,
  veils text[] not null default '{}'::text[],
  constraint case_entry_pkey PRIMARY KEY (office, case_file, number),
  constraint case_entry_office_case_file_fkey FOREIGN KEY (office, case_file) REFERENCES wellside.case_file(office, id)
);
CREATE INDEX case_entry_by_number ON wellside.case_entry USING btree (office, number);
alter table wellside.case_entry enable row level security;
create policy own_office on wellside.case_entry as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND ((veils = '{}'::text[]) OR (( SELECT current_setting('wellside.veils'::text, true) AS current_setting) = '*'::text) OR (veils <@ COALESCE((( SELECT NULLIF(NULLIF(current_setting('wellside.veils'::text, true), ''::text), '*'::text) AS "nullif"))::text[], '{}'::text[])))));
create policy reach on wellside.case_entry as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (EXISTS ( SELECT FROM wellside.case_file WHERE ((case_file.office = case_entry.office) AND (case_file.id = case_entry.case_file))))));
grant delete, insert, maintain, select on wellside.case_entry to wellside_app;

create table wellside.case_file (
  office text not null,
  id uuid not null,
  procedure text not null,
  version text not null,
  opened_at timestamp with time zone not null,
  opened_on date not null,
  opened_by uuid not null,
  at_night boolean not null,
  on_holiday boolean not null,
  due_at timestamp with time zone,
  provisional boolean not null default false,
  fields jsonb not null,
  veils text[] not null default '{}'::text[],
  ended text,
  ended_at timestamp with time zone,
  outcome text,
  reopened integer not null default 0,
  returned integer not null default 0,
  number bigint not null,
  stages text[] not null default '{}'::text[],
  constraint case_file_pkey PRIMARY KEY (office, id),
  constraint case_file_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id),
  constraint case_file_outcome_check CHECK ((outcome = ANY (ARRAY['kept'::text, 'late'::text])))
);
CREATE INDEX case_by_opening ON wellside.case_file USING btree (office, opened_on);
CREATE INDEX case_ended ON wellside.case_file USING btree (office, ended_at DESC, id) WHERE (ended IS NOT NULL);
CREATE INDEX case_open ON wellside.case_file USING btree (office, opened_at) WHERE (ended IS NULL);
alter table wellside.case_file enable row level security;
create policy own_office on wellside.case_file as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND ((veils = '{}'::text[]) OR (( SELECT current_setting('wellside.veils'::text, true) AS current_setting) = '*'::text) OR (veils <@ COALESCE((( SELECT NULLIF(NULLIF(current_setting('wellside.veils'::text, true), ''::text), '*'::text) AS "nullif"))::text[], '{}'::text[])))));
create policy reach on wellside.case_file as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR ((opened_by)::text = ( SELECT current_setting('wellside.account'::text, true) AS current_setting)) OR (stages && (( SELECT NULLIF(NULLIF(current_setting('wellside.reach'::text, true), ''::text), '*'::text) AS "nullif"))::text[]) OR (('case:'::text || id) = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.reach'::text, true), ''::text), '*'::text) AS "nullif"))::text[]))));
grant delete, insert, maintain, select on wellside.case_file to wellside_app;

create table wellside.case_sealed (
  office text not null,
  case_file uuid not null,
  holder uuid not null,
  number bigint not null,
  sealed bytea not null,
  veils text[] not null default '{}'::text[],
  constraint case_sealed_pkey PRIMARY KEY (office, case_file, holder, number),
  constraint case_sealed_office_case_file_fkey FOREIGN KEY (office, case_file) REFERENCES wellside.case_file(office, id)
);
alter table wellside.case_sealed enable row level security;
create policy own_office on wellside.case_sealed as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND ((veils = '{}'::text[]) OR (( SELECT current_setting('wellside.veils'::text, true) AS current_setting) = '*'::text) OR (veils <@ COALESCE((( SELECT NULLIF(NULLIF(current_setting('wellside.veils'::text, true), ''::text), '*'::text) AS "nullif"))::text[], '{}'::text[])))));
create policy reach on wellside.case_sealed as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (EXISTS ( SELECT FROM wellside.case_file WHERE ((case_file.office = case_sealed.office) AND (case_file.id = case_sealed.case_file))))));
grant delete, insert, maintain, select on wellside.case_sealed to wellside_app;

create table wellside.case_stage (
  office text not null,
  case_file uuid not null,
  place integer not null,
  stage text not null,
  began_at timestamp with time zone not null,
  due_at timestamp with time zone,
  provisional boolean not null default false,
  extended integer not null default 0,
  left_at timestamp with time zone,
  left_by uuid,
  move text,
  outcome text,
  veils text[] not null default '{}'::text[],
  constraint case_stage_pkey PRIMARY KEY (office, case_file, place),
  constraint case_stage_office_case_file_fkey FOREIGN KEY (office, case_file) REFERENCES wellside.case_file(office, id),
  constraint case_stage_outcome_check CHECK ((outcome = ANY (ARRAY['kept'::text, 'late'::text])))
);
CREATE INDEX stage_by_name ON wellside.case_stage USING btree (office, stage, case_file);
CREATE INDEX stage_left ON wellside.case_stage USING btree (office, left_by, case_file) WHERE (left_by IS NOT NULL);
CREATE INDEX stage_open ON wellside.case_stage USING btree (office, due_at) WHERE (left_at IS NULL);
alter table wellside.case_stage enable row level security;
create policy own_office on wellside.case_stage as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND ((veils = '{}'::text[]) OR (( SELECT current_setting('wellside.veils'::text, true) AS current_setting) = '*'::text) OR (veils <@ COALESCE((( SELECT NULLIF(NULLIF(current_setting('wellside.veils'::text, true), ''::text), '*'::text) AS "nullif"))::text[], '{}'::text[])))));
create policy reach on wellside.case_stage as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (EXISTS ( SELECT FROM wellside.case_file WHERE ((case_file.office = case_stage.office) AND (case_file.id = case_stage.case_file))))));
grant delete, insert, maintain, select on wellside.case_stage to wellside_app;

create table wellside.clock (
  only_one boolean not null default true,
  shown timestamp with time zone not null,
  opens_at timestamp with time zone not null,
  constraint clock_pkey PRIMARY KEY (only_one),
  constraint clock_only_one_check CHECK (only_one)
);
grant insert, maintain, select, update on wellside.clock to wellside_app;

create table wellside.command (
  office text not null,
  id uuid not null,
  name text not null,
  at timestamp with time zone not null,
  first_number bigint not null,
  last_number bigint not null,
  constraint command_pkey PRIMARY KEY (office, id),
  constraint command_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
alter table wellside.command enable row level security;
create policy own_office on wellside.command as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.command as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR ('journal'::text = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.reach'::text, true), ''::text), '*'::text) AS "nullif"))::text[]))));
grant insert, maintain, select on wellside.command to wellside_app;

create table wellside.contact (
  office text not null,
  id uuid not null,
  subject uuid not null,
  other uuid,
  sealed bytea not null,
  tail text,
  ended_on date,
  number bigint not null,
  constraint contact_pkey PRIMARY KEY (office, id),
  constraint contact_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id),
  constraint contact_office_other_fkey FOREIGN KEY (office, other) REFERENCES wellside.subject(office, id),
  constraint contact_office_subject_fkey FOREIGN KEY (office, subject) REFERENCES wellside.subject(office, id)
);
CREATE INDEX contact_by_other ON wellside.contact USING btree (other) WHERE (other IS NOT NULL);
CREATE INDEX contact_by_subject ON wellside.contact USING btree (subject);
CREATE INDEX contact_by_tail ON wellside.contact USING btree (tail) WHERE (tail IS NOT NULL);
alter table wellside.contact enable row level security;
create policy own_office on wellside.contact as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND ((( SELECT current_setting('wellside.sealed'::text, true) AS current_setting) = '*'::text) OR ('inside'::text = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.sealed'::text, true), ''::text), '*'::text) AS "nullif"))::text[])))));
create policy reach on wellside.contact as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR false));
grant delete, insert, maintain, select on wellside.contact to wellside_app;

create table wellside.duty (
  office text not null,
  promise text not null,
  subject uuid not null,
  opens date not null,
  due date not null,
  veiled boolean not null,
  constraint duty_pkey PRIMARY KEY (office, promise, subject, opens, due)
);
CREATE INDEX duty_by_due ON wellside.duty USING btree (office, due);
CREATE INDEX duty_by_subject ON wellside.duty USING btree (subject);
alter table wellside.duty enable row level security;
create policy own_office on wellside.duty as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND ((NOT veiled) OR (( SELECT current_setting('wellside.veils'::text, true) AS current_setting) = '*'::text) OR (promise = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.veils'::text, true), ''::text), '*'::text) AS "nullif"))::text[])))));
create policy reach on wellside.duty as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (('promise:'::text || promise) = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.reach'::text, true), ''::text), '*'::text) AS "nullif"))::text[]))));
grant delete, insert, maintain, select on wellside.duty to wellside_app;

create table wellside.eligible (
  office text not null,
  promise text not null,
  subject uuid not null,
  veiled boolean not null,
  constraint eligible_pkey PRIMARY KEY (office, promise, subject)
);
CREATE INDEX eligible_by_subject ON wellside.eligible USING btree (subject);
alter table wellside.eligible enable row level security;
create policy own_office on wellside.eligible as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND ((NOT veiled) OR (( SELECT current_setting('wellside.veils'::text, true) AS current_setting) = '*'::text) OR (promise = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.veils'::text, true), ''::text), '*'::text) AS "nullif"))::text[])))));
create policy reach on wellside.eligible as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (('promise:'::text || promise) = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.reach'::text, true), ''::text), '*'::text) AS "nullif"))::text[]))));
grant delete, insert, maintain, select on wellside.eligible to wellside_app;

create table wellside.entry (
  office text not null,
  number bigint not null,
  id uuid not null,
  kind text not null,
  at timestamp with time zone not null,
  actor uuid not null,
  command uuid not null,
  header text not null,
  hash text not null,
  constraint entry_pkey PRIMARY KEY (office, number),
  constraint entry_office_id_key UNIQUE (office, id),
  constraint entry_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
alter table wellside.entry enable row level security;
create policy own_office on wellside.entry as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.entry as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR ('journal'::text = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.reach'::text, true), ''::text), '*'::text) AS "nullif"))::text[])) OR ((actor)::text = ( SELECT current_setting('wellside.account'::text, true) AS current_setting)) OR (EXISTS ( SELECT FROM wellside.case_entry WHERE ((case_entry.office = entry.office) AND (case_entry.number = entry.number))))));
grant insert, maintain, select on wellside.entry to wellside_app;

create table wellside.entry_part (
  office text not null,
  number bigint not null,
  part integer not null,
  subject uuid,
  holder uuid,
  algorithm text not null,
  salt bytea not null,
  body bytea not null,
  constraint entry_part_pkey PRIMARY KEY (office, number, part),
  constraint entry_part_office_number_fkey FOREIGN KEY (office, number) REFERENCES wellside.entry(office, number)
);
CREATE INDEX part_by_subject ON wellside.entry_part USING btree (subject, number) WHERE (subject IS NOT NULL);
alter table wellside.entry_part enable row level security;
create policy own_office on wellside.entry_part as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.entry_part as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (EXISTS ( SELECT FROM wellside.entry WHERE ((entry.office = entry_part.office) AND (entry.number = entry_part.number))))));
grant insert, maintain, select on wellside.entry_part to wellside_app;

create table wellside.fact (
  office text not null,
  subject uuid not null,
  fact text not null,
  from_day date not null,
  value jsonb,
  number bigint not null,
  constraint fact_pkey PRIMARY KEY (office, subject, fact, from_day, number)
);
alter table wellside.fact enable row level security;
create policy own_office on wellside.fact as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.fact as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (EXISTS ( SELECT FROM wellside.subject WHERE ((subject.office = fact.office) AND (subject.id = fact.subject))))));
grant delete, insert, maintain, select on wellside.fact to wellside_app;

create table wellside.import (
  office text not null,
  id uuid not null,
  kind text not null,
  file text not null,
  at timestamp with time zone not null,
  by uuid not null,
  command uuid not null,
  accepted integer not null,
  rejected integer not null,
  undone_at timestamp with time zone,
  undone_by uuid,
  undo_reason text,
  digest text,
  parts integer not null default 1,
  emptied_at timestamp with time zone,
  constraint import_pkey PRIMARY KEY (office, id),
  constraint import_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
alter table wellside.import enable row level security;
create policy own_office on wellside.import as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.import as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR false));
grant insert, maintain, select, update on wellside.import to wellside_app;

create table wellside.import_part (
  office text not null,
  import uuid not null,
  part integer not null,
  command uuid not null,
  accepted integer not null,
  constraint import_part_pkey PRIMARY KEY (office, import, part),
  constraint import_part_office_import_fkey FOREIGN KEY (office, import) REFERENCES wellside.import(office, id)
);
CREATE INDEX import_part_by_command ON wellside.import_part USING btree (command);
alter table wellside.import_part enable row level security;
create policy own_office on wellside.import_part as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.import_part as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR false));
grant insert, maintain, select on wellside.import_part to wellside_app;

create table wellside.import_rejected (
  office text not null,
  import uuid not null,
  place integer not null,
  sealed bytea not null,
  constraint import_rejected_pkey PRIMARY KEY (office, import, place),
  constraint import_rejected_office_import_fkey FOREIGN KEY (office, import) REFERENCES wellside.import(office, id)
);
alter table wellside.import_rejected enable row level security;
create policy own_office on wellside.import_rejected as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.import_rejected as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR false));
grant delete, insert, maintain, select on wellside.import_rejected to wellside_app;

create table wellside.journal_head (
  office text not null,
  length bigint not null,
  hash text not null,
  constraint journal_head_pkey PRIMARY KEY (office),
  constraint journal_head_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
alter table wellside.journal_head enable row level security;
create policy own_office on wellside.journal_head as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.journal_head as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR ('journal'::text = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.reach'::text, true), ''::text), '*'::text) AS "nullif"))::text[]))));
grant insert, maintain, select, update on wellside.journal_head to wellside_app;

create table wellside.leave (
  office text not null,
  id uuid not null,
  account uuid not null,
  from_day date not null,
  until_day date not null,
  constraint leave_pkey PRIMARY KEY (office, id),
  constraint leave_account_fkey FOREIGN KEY (account) REFERENCES wellside.account(id),
  constraint leave_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
alter table wellside.leave enable row level security;
create policy own_office on wellside.leave as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.leave as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (EXISTS ( SELECT FROM wellside.stand_in WHERE ((stand_in.office = leave.office) AND (stand_in.leave = leave.id))))));
grant insert, maintain, select on wellside.leave to wellside_app;

create table wellside.member (
  office text not null,
  person uuid not null,
  from_day date not null,
  household uuid,
  head boolean not null,
  number bigint not null,
  constraint member_pkey PRIMARY KEY (office, person, from_day, number),
  constraint member_office_person_fkey FOREIGN KEY (office, person) REFERENCES wellside.subject(office, id)
);
CREATE INDEX member_by_household ON wellside.member USING btree (household) WHERE (household IS NOT NULL);
alter table wellside.member enable row level security;
create policy own_office on wellside.member as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.member as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR false));
grant delete, insert, maintain, select on wellside.member to wellside_app;

create table wellside.merge (
  office text not null,
  id uuid not null,
  survivor uuid not null,
  other uuid not null,
  chosen text[] not null,
  since date not null,
  at timestamp with time zone not null,
  by uuid not null,
  number bigint not null,
  undone_at timestamp with time zone,
  undone_by uuid,
  constraint merge_pkey PRIMARY KEY (office, id),
  constraint merge_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id),
  constraint merge_office_other_fkey FOREIGN KEY (office, other) REFERENCES wellside.subject(office, id),
  constraint merge_office_survivor_fkey FOREIGN KEY (office, survivor) REFERENCES wellside.subject(office, id)
);
CREATE INDEX merge_by_survivor ON wellside.merge USING btree (survivor);
alter table wellside.merge enable row level security;
create policy own_office on wellside.merge as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.merge as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (EXISTS ( SELECT FROM wellside.subject WHERE ((subject.office = merge.office) AND (subject.id = merge.survivor))))));
grant delete, insert, maintain, select on wellside.merge to wellside_app;

create table wellside.notification (
  office text not null,
  channel uuid not null,
  sealed bytea not null,
  number bigint not null,
  constraint notification_pkey PRIMARY KEY (office, channel),
  constraint notification_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
alter table wellside.notification enable row level security;
create policy own_office on wellside.notification as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.notification as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR false));
grant delete, insert, maintain, select on wellside.notification to wellside_app;

create table wellside.office (
  id text not null,
  title jsonb not null,
  parent text,
  zone text not null,
  constraint office_pkey PRIMARY KEY (id),
  constraint office_id_check CHECK ((id ~ '^[a-z][a-z0-9-]{1,40}$'::text))
);
alter table wellside.office enable row level security;
create policy anybody on wellside.office as permissive for select to public using (true);
create policy own_office on wellside.office as permissive for all to public using ((id = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
grant insert, maintain, select on wellside.office to wellside_app;

create table wellside.office_grant (
  office text not null,
  id uuid not null,
  to_office text not null,
  holders text not null,
  role text not null,
  case_file uuid,
  from_day date not null,
  until_day date,
  number bigint not null,
  constraint office_grant_pkey PRIMARY KEY (office, id),
  constraint office_grant_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
CREATE INDEX grant_by_receiver ON wellside.office_grant USING btree (to_office);
alter table wellside.office_grant enable row level security;
create policy own_office on wellside.office_grant as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy receiver on wellside.office_grant as permissive for select to public using ((to_office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
grant insert, maintain, select on wellside.office_grant to wellside_app;

create table wellside.outcome (
  office text not null,
  promise text not null,
  subject uuid not null,
  opens date not null,
  due date not null,
  on_day date not null,
  outcome text not null,
  record uuid,
  veiled boolean not null,
  constraint outcome_pkey PRIMARY KEY (office, promise, subject, opens, due, on_day),
  constraint outcome_outcome_check CHECK ((outcome = ANY (ARRAY['kept'::text, 'late'::text, 'missed'::text, 'excused'::text, 'declined'::text, 'overdue'::text])))
);
CREATE INDEX outcome_by_due ON wellside.outcome USING btree (office, due);
CREATE INDEX outcome_by_subject ON wellside.outcome USING btree (subject);
alter table wellside.outcome enable row level security;
create policy own_office on wellside.outcome as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND ((NOT veiled) OR (( SELECT current_setting('wellside.veils'::text, true) AS current_setting) = '*'::text) OR (promise = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.veils'::text, true), ''::text), '*'::text) AS "nullif"))::text[])))));
create policy reach on wellside.outcome as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (('promise:'::text || promise) = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.reach'::text, true), ''::text), '*'::text) AS "nullif"))::text[]))));
grant delete, insert, maintain, select on wellside.outcome to wellside_app;

create table wellside.post (
  office text not null,
  id uuid not null,
  account uuid not null,
  role text not null,
  area text,
  from_day date not null,
  until_day date,
  constraint post_pkey PRIMARY KEY (office, id),
  constraint post_account_fkey FOREIGN KEY (account) REFERENCES wellside.account(id),
  constraint post_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
CREATE INDEX post_by_account ON wellside.post USING btree (account);
alter table wellside.post enable row level security;
create policy let_in on wellside.post as permissive for select to public using ((EXISTS ( SELECT FROM wellside.office_grant WHERE ((office_grant.to_office = post.office) AND (office_grant.holders = post.role)))));
create policy own_office on wellside.post as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy own_posts on wellside.post as permissive for select to public using (((account)::text = ( SELECT current_setting('wellside.account'::text, true) AS current_setting)));
grant insert, maintain, select on wellside.post to wellside_app;

create table wellside.record (
  office text not null,
  id uuid not null,
  kind text not null,
  on_day date not null,
  at timestamp with time zone not null,
  by uuid not null,
  fields jsonb not null,
  veils text[] not null default '{}'::text[],
  number bigint not null,
  struck_at timestamp with time zone,
  struck_by uuid,
  constraint record_pkey PRIMARY KEY (office, id),
  constraint record_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
CREATE INDEX record_by_day ON wellside.record USING btree (on_day);
alter table wellside.record enable row level security;
create policy own_office on wellside.record as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND ((veils = '{}'::text[]) OR (( SELECT current_setting('wellside.veils'::text, true) AS current_setting) = '*'::text) OR (veils <@ COALESCE((( SELECT NULLIF(NULLIF(current_setting('wellside.veils'::text, true), ''::text), '*'::text) AS "nullif"))::text[], '{}'::text[])) OR ((by)::text = ( SELECT current_setting('wellside.account'::text, true) AS current_setting)))));
create policy reach on wellside.record as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR ((by)::text = ( SELECT current_setting('wellside.account'::text, true) AS current_setting)) OR ((('record:'::text || kind) = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.reach'::text, true), ''::text), '*'::text) AS "nullif"))::text[])) AND (EXISTS ( SELECT FROM wellside.record_about WHERE ((record_about.office = record.office) AND (record_about.record = record.id)))))));
grant delete, insert, maintain, select, update on wellside.record to wellside_app;

create table wellside.record_about (
  office text not null,
  subject uuid not null,
  record uuid not null,
  sealed bytea,
  constraint record_about_pkey PRIMARY KEY (office, subject, record),
  constraint record_about_office_record_fkey FOREIGN KEY (office, record) REFERENCES wellside.record(office, id),
  constraint record_about_office_subject_fkey FOREIGN KEY (office, subject) REFERENCES wellside.subject(office, id)
);
CREATE INDEX about_by_record ON wellside.record_about USING btree (record);
alter table wellside.record_about enable row level security;
create policy own_office on wellside.record_about as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.record_about as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (EXISTS ( SELECT FROM wellside.subject WHERE ((subject.office = record_about.office) AND (subject.id = record_about.subject))))));
grant delete, insert, maintain, select on wellside.record_about to wellside_app;

create table wellside.report_issue (
  office text not null,
  report text not null,
  period text not null,
  edition integer not null,
  version text not null,
  year integer not null,
  issue integer not null,
  at timestamp with time zone not null,
  by uuid not null,
  number bigint not null,
  title jsonb not null,
  say jsonb not null,
  sealed bytea not null,
  constraint report_issue_pkey PRIMARY KEY (office, report, period, edition),
  constraint report_issue_office_year_issue_key UNIQUE (office, year, issue),
  constraint report_issue_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
alter table wellside.report_issue enable row level security;
create policy own_office on wellside.report_issue as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.report_issue as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR ('figures'::text = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.reach'::text, true), ''::text), '*'::text) AS "nullif"))::text[]))));
grant insert, maintain, select on wellside.report_issue to wellside_app;

create table wellside.residue (
  office text not null,
  about uuid not null,
  sealed bytea not null,
  number bigint not null,
  constraint residue_pkey PRIMARY KEY (office, about),
  constraint residue_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
alter table wellside.residue enable row level security;
create policy own_office on wellside.residue as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND (( SELECT current_setting('wellside.sealed'::text, true) AS current_setting) = '*'::text)));
grant insert, maintain, select on wellside.residue to wellside_app;

create table wellside.rights_code (
  office text not null,
  id uuid not null,
  subject uuid not null,
  digest text not null,
  at timestamp with time zone not null,
  until date not null,
  ended_at timestamp with time zone,
  number bigint not null,
  constraint rights_code_pkey PRIMARY KEY (office, id),
  constraint rights_code_office_digest_key UNIQUE (office, digest),
  constraint rights_code_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id),
  constraint rights_code_office_subject_fkey FOREIGN KEY (office, subject) REFERENCES wellside.subject(office, id)
);
CREATE INDEX rights_code_by_subject ON wellside.rights_code USING btree (subject);
alter table wellside.rights_code enable row level security;
create policy own_office on wellside.rights_code as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND ((( SELECT current_setting('wellside.sealed'::text, true) AS current_setting) = '*'::text) OR ('inside'::text = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.sealed'::text, true), ''::text), '*'::text) AS "nullif"))::text[])))));
grant delete, insert, maintain, select on wellside.rights_code to wellside_app;

create table wellside.rights_request (
  office text not null,
  id uuid not null,
  subject uuid not null,
  what text not null,
  at timestamp with time zone not null,
  due date not null,
  answered_at timestamp with time zone,
  outcome text,
  sealed bytea,
  number bigint not null,
  constraint rights_request_pkey PRIMARY KEY (office, id),
  constraint rights_request_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id),
  constraint rights_request_office_subject_fkey FOREIGN KEY (office, subject) REFERENCES wellside.subject(office, id),
  constraint rights_request_outcome_check CHECK ((outcome = ANY (ARRAY['granted'::text, 'refused'::text]))),
  constraint rights_request_what_check CHECK ((what = ANY (ARRAY['correction'::text, 'erasure'::text, 'explanation'::text])))
);
CREATE INDEX rights_request_by_subject ON wellside.rights_request USING btree (subject);
CREATE INDEX rights_request_open ON wellside.rights_request USING btree (office, due) WHERE (answered_at IS NULL);
alter table wellside.rights_request enable row level security;
create policy own_office on wellside.rights_request as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND ((( SELECT current_setting('wellside.sealed'::text, true) AS current_setting) = '*'::text) OR ('inside'::text = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.sealed'::text, true), ''::text), '*'::text) AS "nullif"))::text[])))));
grant delete, insert, maintain, select on wellside.rights_request to wellside_app;

create table wellside.sealed_fact (
  office text not null,
  subject uuid not null,
  fact text not null,
  from_day date not null,
  sealed bytea not null,
  number bigint not null,
  mark text,
  constraint sealed_fact_pkey PRIMARY KEY (office, subject, fact, from_day, number)
);
CREATE INDEX sealed_fact_by_mark ON wellside.sealed_fact USING btree (mark) WHERE (mark IS NOT NULL);
alter table wellside.sealed_fact enable row level security;
create policy own_office on wellside.sealed_fact as permissive for all to public using (((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])) AND ((( SELECT current_setting('wellside.sealed'::text, true) AS current_setting) = '*'::text) OR (fact = ANY ((( SELECT NULLIF(NULLIF(current_setting('wellside.sealed'::text, true), ''::text), '*'::text) AS "nullif"))::text[])))));
create policy reach on wellside.sealed_fact as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (EXISTS ( SELECT FROM wellside.subject WHERE ((subject.office = sealed_fact.office) AND (subject.id = sealed_fact.subject))))));
grant delete, insert, maintain, select on wellside.sealed_fact to wellside_app;

create table wellside.stand_in (
  office text not null,
  leave uuid not null,
  post uuid not null,
  account uuid not null,
  constraint stand_in_pkey PRIMARY KEY (office, leave, post),
  constraint stand_in_account_fkey FOREIGN KEY (account) REFERENCES wellside.account(id),
  constraint stand_in_office_leave_fkey FOREIGN KEY (office, leave) REFERENCES wellside.leave(office, id),
  constraint stand_in_office_post_fkey FOREIGN KEY (office, post) REFERENCES wellside.post(office, id)
);
CREATE INDEX stand_in_by_account ON wellside.stand_in USING btree (account);
alter table wellside.stand_in enable row level security;
create policy own_office on wellside.stand_in as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.stand_in as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR ((account)::text = ( SELECT current_setting('wellside.account'::text, true) AS current_setting))));
grant insert, maintain, select on wellside.stand_in to wellside_app;

create table wellside.standard (
  id text not null,
  version text not null,
  document json not null,
  digest text not null,
  constraint standard_pkey PRIMARY KEY (id, version)
);
grant insert, maintain, select on wellside.standard to wellside_app;

create table wellside.subject (
  office text not null,
  id uuid not null,
  kind text not null,
  code text,
  name text not null,
  sort_key text not null,
  grams text[] not null,
  household uuid,
  since date not null,
  facts jsonb not null default '{}'::jsonb,
  import uuid,
  recheck date,
  merged_into uuid,
  present boolean not null default true,
  building text not null default ''::text,
  stairwell text not null default ''::text,
  flat text not null default ''::text,
  erased_on date,
  constraint subject_pkey PRIMARY KEY (office, id),
  constraint subject_office_kind_code_key UNIQUE (office, kind, code),
  constraint subject_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id),
  constraint subject_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'household'::text, 'unit'::text, 'place'::text, 'case'::text])))
);
CREATE INDEX subject_by_dwelling ON wellside.subject USING btree (((facts ->> 'area'::text)), building, stairwell, flat) WHERE (present AND (kind = ANY (ARRAY['person'::text, 'household'::text])));
CREATE INDEX subject_by_grams ON wellside.subject USING gin (grams);
CREATE INDEX subject_by_household ON wellside.subject USING btree (household) WHERE (household IS NOT NULL);
CREATE INDEX subject_by_import ON wellside.subject USING btree (import) WHERE (import IS NOT NULL);
CREATE INDEX subject_by_name ON wellside.subject USING btree (office, kind, sort_key);
CREATE INDEX subject_by_whole_name ON wellside.subject USING btree (name);
CREATE INDEX subject_merged ON wellside.subject USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX subject_to_recheck ON wellside.subject USING btree (recheck) WHERE (recheck IS NOT NULL);
alter table wellside.subject enable row level security;
create policy own_office on wellside.subject as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.subject as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR (EXISTS ( SELECT FROM wellside.eligible WHERE ((eligible.office = subject.office) AND (eligible.subject = ANY (ARRAY[subject.id, subject.merged_into]))))) OR (EXISTS ( SELECT FROM wellside.duty WHERE ((duty.office = subject.office) AND (duty.subject = ANY (ARRAY[subject.id, subject.merged_into]))))) OR (EXISTS ( SELECT FROM wellside.case_about WHERE ((case_about.office = subject.office) AND (case_about.subject = ANY (ARRAY[subject.id, subject.merged_into])))))));
grant delete, insert, maintain, select, update on wellside.subject to wellside_app;

create table wellside.subject_key (
  office text not null,
  holder uuid not null,
  algorithm text not null,
  master text not null,
  wrapped bytea not null,
  constraint subject_key_pkey PRIMARY KEY (office, holder),
  constraint subject_key_office_fkey FOREIGN KEY (office) REFERENCES wellside.office(id)
);
alter table wellside.subject_key enable row level security;
create policy only_of_erased on wellside.subject_key as restrictive for delete to public using (((EXISTS ( SELECT FROM wellside.subject WHERE ((subject.office = subject_key.office) AND (subject.id = subject_key.holder) AND (subject.erased_on IS NOT NULL)))) OR (EXISTS ( SELECT FROM wellside.import WHERE ((import.office = subject_key.office) AND (import.id = subject_key.holder) AND (import.emptied_at IS NOT NULL))))));
create policy only_rewrapped on wellside.subject_key as restrictive for update to public using ((( SELECT current_setting('wellside.sealed'::text, true) AS current_setting) = '*'::text));
create policy own_office on wellside.subject_key as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
grant delete, insert, maintain, select on wellside.subject_key to wellside_app;

create table wellside.told (
  office text not null,
  channel uuid not null,
  day date not null,
  at timestamp with time zone not null,
  failed jsonb,
  constraint told_pkey PRIMARY KEY (office, channel, day)
);
alter table wellside.told enable row level security;
create policy own_office on wellside.told as permissive for all to public using ((office = ANY ((( SELECT NULLIF(current_setting('wellside.offices'::text, true), ''::text) AS "nullif"))::text[])));
create policy reach on wellside.told as restrictive for all to public using (((( SELECT current_setting('wellside.reach'::text, true) AS current_setting) = '*'::text) OR false));
grant insert, maintain, select on wellside.told to wellside_app;
