-- A ledger is written in parts, each a command of its own: one that was cut off can go on, or be undone whole.
create table wellside.import_part (
  office    text not null,
  import    uuid not null,
  part      int  not null, -- counted from 1
  command   uuid not null,
  accepted  int  not null,
  primary key (office, import, part),
  foreign key (office, import) references wellside.import (office, id)
);
create index import_part_by_command on wellside.import_part (command);

-- `digest`: of the file, so that the same one is known again. Imports of earlier releases have none.
alter table wellside.import
  add column digest text,
  add column parts int not null default 1;
insert into wellside.import_part select office, id, 1, command, accepted from wellside.import;

-- What an identity number is found by: a keyed hash of it, which tells nothing without the office's key.
-- Rows of earlier releases are marked by the program, which alone can open them.
alter table wellside.sealed_fact add column mark text;
create index sealed_fact_by_mark on wellside.sealed_fact (mark) where mark is not null;

-- Namesakes of the rows of a ledger.
create index subject_by_whole_name on wellside.subject (name);

create policy own_office on wellside.import_part
  using (office = any ((select nullif(current_setting('wellside.offices', true), ''))::text[]));
alter table wellside.import_part enable row level security;

grant select, insert on wellside.import_part to wellside_app;
grant update (mark) on wellside.sealed_fact to wellside_app;
do $$
begin
  if current_setting('server_version_num')::int >= 170000 then
    grant maintain on wellside.import_part to wellside_app;
  end if;
end $$;
