-- Somebody is forgotten: what stands of them afterwards counts, and says nothing of who they were. Their row stays for the
-- figures of the past, without a name; `erased_on` is the first day on which nobody counts them any more.
alter table wellside.subject add column erased_on date;
-- Its rejected rows, one of which named somebody who was forgotten, and the key to them.
alter table wellside.import add column emptied_at timestamptz;

-- A window that stood open and overdue on that day is kept as such: it counted in the months before, and is missed by nobody after.
alter table wellside.outcome drop constraint outcome_outcome_check;
alter table wellside.outcome add constraint outcome_outcome_check
  check (outcome in ('kept', 'late', 'missed', 'excused', 'declined', 'overdue'));

-- Guarded things that figures count, of people and records that are no more, sealed under the office's own key. `about` is a
-- subject, a record or a case. Only the engine reads it, to count.
create table wellside.residue (
  office  text not null references wellside.office (id),
  about   uuid not null,
  sealed  bytea not null,
  number  bigint not null,
  primary key (office, about)
);
create policy own_office on wellside.residue using (
  office = any ((select nullif(current_setting('wellside.offices', true), ''))::text[])
  and (select current_setting('wellside.sealed', true)) = '*');
alter table wellside.residue enable row level security;
grant select, insert on wellside.residue to wellside_app;
do $$
begin
  if current_setting('server_version_num')::int >= 170000 then
    grant maintain on wellside.residue to wellside_app;
  end if;
end $$;

grant delete on wellside.record, wellside.record_about, wellside.contact, wellside.merge, wellside.import_rejected to wellside_app;

-- A key is destroyed when whose it was has been erased, and never else, whatever a statement says.
grant delete on wellside.subject_key to wellside_app;
create policy only_of_erased on wellside.subject_key as restrictive for delete using (
  exists (select from wellside.subject
          where subject.office = subject_key.office and subject.id = subject_key.holder and subject.erased_on is not null)
  or exists (select from wellside.import
             where import.office = subject_key.office and import.id = subject_key.holder and import.emptied_at is not null));
