-- Need-to-know. A body of its own, the health centre say, reaches whom it owes something and the cases that come to its
-- stages; a supervisor figures; an auditor the journal, whose bodies stay sealed. `wellside.reach` names it: '*' for the
-- office's own roles, otherwise a list of "promise:…" (as in `duty`), "record:…" (a kind), "case:…",
-- "procedure version stage" (as in `case_file.stages`), "figures" and "journal". These policies stand beside those of offices and veils, and all must agree.

-- The stages a case has come to, as "procedure version stage", so that a policy can ask it of the row itself.
alter table wellside.case_file add column stages text[] not null default '{}';
update wellside.case_file set stages = coalesce((
  select array_agg(case_file.procedure || ' ' || case_file.version || ' ' || stage order by place)
  from wellside.case_stage where case_stage.office = case_file.office and case_file = case_file.id), '{}');
grant update (stages) on wellside.case_file to wellside_app;

-- That somebody of another office acts here in a role, until a day or in one case.
create table wellside.office_grant (
  office     text not null references wellside.office (id),
  id         uuid not null,
  to_office  text not null, -- on this machine when it was given; a copy of one office may stand without the other
  holders    text not null, -- the role by which somebody there acts here
  role       text not null, -- the role in which they act
  case_file  uuid,          -- nothing but this case
  from_day   date not null,
  until_day  date,
  number     bigint not null,
  primary key (office, id)
);
create index grant_by_receiver on wellside.office_grant (to_office);
alter table wellside.office_grant enable row level security;
create policy own_office on wellside.office_grant
  using (office = any ((select nullif(current_setting('wellside.offices', true), ''))::text[]));
-- Whoever holds a post there finds where they may act; and here they are known by name.
create policy receiver on wellside.office_grant for select
  using (to_office = any ((select nullif(current_setting('wellside.offices', true), ''))::text[]));
create policy let_in on wellside.post for select
  using (exists (select from wellside.office_grant where to_office = post.office and holders = post.role));
grant select, insert, update (until_day) on wellside.office_grant to wellside_app;

do $$
declare
  whole constant text := '(select current_setting(''wellside.reach'', true)) = ''*''';
  reach constant text := '((select nullif(nullif(current_setting(''wellside.reach'', true), ''''), ''*''))::text[])';
  me constant text := '(select current_setting(''wellside.account'', true))';
  rule record;
begin
  for rule in select * from (values
    ('duty',     format('''promise:'' || promise = any (%s)', reach)),
    ('eligible', format('''promise:'' || promise = any (%s)', reach)),
    ('outcome',  format('''promise:'' || promise = any (%s)', reach)),
    ('case_file', format('opened_by::text = %1$s or stages && %2$s or ''case:'' || id = any (%2$s)', me, reach)),
    ('case_about',  'exists (select from wellside.case_file where case_file.office = case_about.office and case_file.id = case_about.case_file)'),
    ('case_entry',  'exists (select from wellside.case_file where case_file.office = case_entry.office and case_file.id = case_entry.case_file)'),
    ('case_sealed', 'exists (select from wellside.case_file where case_file.office = case_sealed.office and case_file.id = case_sealed.case_file)'),
    ('case_stage',  'exists (select from wellside.case_file where case_file.office = case_stage.office and case_file.id = case_stage.case_file)'),
    ('subject', 'exists (select from wellside.eligible where eligible.office = subject.office and eligible.subject in (subject.id, subject.merged_into))
       or exists (select from wellside.duty where duty.office = subject.office and duty.subject in (subject.id, subject.merged_into))
       or exists (select from wellside.case_about where case_about.office = subject.office and case_about.subject in (subject.id, subject.merged_into))'),
    ('fact',        'exists (select from wellside.subject where subject.office = fact.office and subject.id = fact.subject)'),
    ('sealed_fact', 'exists (select from wellside.subject where subject.office = sealed_fact.office and subject.id = sealed_fact.subject)'),
    ('record_about', 'exists (select from wellside.subject where subject.office = record_about.office and subject.id = record_about.subject)'),
    ('record', format('"by"::text = %s or (''record:'' || kind = any (%s)
       and exists (select from wellside.record_about where record_about.office = record.office and record_about.record = record.id))', me, reach)),
    ('entry', format('''journal'' = any (%s) or actor::text = %s
       or exists (select from wellside.case_entry where case_entry.office = entry.office and case_entry.number = entry.number)', reach, me)),
    ('entry_part', 'exists (select from wellside.entry where entry.office = entry_part.office and entry.number = entry_part.number)'),
    ('command',      format('''journal'' = any (%s)', reach)),
    ('journal_head', format('''journal'' = any (%s)', reach)),
    ('report_issue', format('''figures'' = any (%s)', reach)),
    ('contact', 'false'), ('member', 'false'), ('merge', 'exists (select from wellside.subject where subject.office = merge.office and subject.id = merge.survivor)'), ('import', 'false'), ('import_part', 'false'),
    ('import_rejected', 'false'), ('notification', 'false'), ('told', 'false'),
    ('leave', 'exists (select from wellside.stand_in where stand_in.office = leave.office and stand_in.leave = leave.id)'),
    ('stand_in', format('account::text = %s', me))
  ) as rules (name, reached) loop
    execute format('create policy reach on wellside.%I as restrictive using (%s or %s)', rule.name, whole, rule.reached);
  end loop;
  if current_setting('server_version_num')::int >= 170000 then
    grant maintain on wellside.office_grant to wellside_app;
  end if;
end $$;
create index case_entry_by_number on wellside.case_entry (office, number);
