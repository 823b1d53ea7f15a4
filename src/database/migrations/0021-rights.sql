-- A code that the office gives somebody, by which they see what is held of them without an account. Only its digest is kept; of
-- whoever was erased the row stays, so that the code still answers that it was done.
create table wellside.rights_code (
  office    text not null references wellside.office (id),
  id        uuid not null,
  subject   uuid not null,
  digest    text not null,
  at        timestamptz not null,
  until     date not null,
  ended_at  timestamptz,
  number    bigint not null,
  primary key (office, id),
  unique (office, digest),
  foreign key (office, subject) references wellside.subject (office, id)
);
create index rights_code_by_subject on wellside.rights_code (subject);

-- What they ask by it, and the answer; both sealed under their own key.
create table wellside.rights_request (
  office       text not null references wellside.office (id),
  id           uuid not null,
  subject      uuid not null,
  what         text not null check (what in ('correction', 'erasure', 'explanation')),
  at           timestamptz not null,
  due          date not null,
  answered_at  timestamptz,
  outcome      text check (outcome in ('granted', 'refused')),
  sealed       bytea,
  number       bigint not null,
  primary key (office, id),
  foreign key (office, subject) references wellside.subject (office, id)
);
create index rights_request_by_subject on wellside.rights_request (subject);
create index rights_request_open on wellside.rights_request (office, due) where answered_at is null;

do $$
declare
  name text;
begin
  foreach name in array array['rights_code', 'rights_request'] loop
    -- As with contacts: for the office's own roles.
    execute format('create policy own_office on wellside.%I using (%s)', name,
      'office = any ((select nullif(current_setting(''wellside.offices'', true), ''''))::text[])
       and ((select current_setting(''wellside.sealed'', true)) = ''*''
         or ''inside'' = any ((select nullif(nullif(current_setting(''wellside.sealed'', true), ''''), ''*''))::text[]))');
    execute format('alter table wellside.%I enable row level security', name);
    execute format('grant select, insert, delete on wellside.%I to wellside_app', name);
    if current_setting('server_version_num')::int >= 170000 then
      execute format('grant maintain on wellside.%I to wellside_app', name);
    end if;
  end loop;
end $$;
grant update (ended_at) on wellside.rights_code to wellside_app;
grant update (answered_at, outcome, sealed) on wellside.rights_request to wellside_app;
