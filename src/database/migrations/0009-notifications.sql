-- Where an office's morning figures go: sealed under the office's key, for a robot's address lets anybody write to its group.
create table wellside.notification (
  office   text not null references wellside.office (id),
  channel  uuid not null,
  sealed   bytea not null,
  number   bigint not null,
  primary key (office, channel)
);

-- What was sent, so that a restart does not send it again. Not from the journal: it tells of a machine's doing, not of the office's.
create table wellside.told (
  office   text not null,
  channel  uuid not null,
  day      date not null,
  at       timestamptz not null,
  failed   jsonb, -- why the last try came to nothing
  primary key (office, channel, day)
);

do $$
declare
  name text;
begin
  foreach name in array array['notification', 'told'] loop
    execute format('create policy own_office on wellside.%I using (%s)', name,
      'office = any ((select nullif(current_setting(''wellside.offices'', true), ''''))::text[])');
    execute format('alter table wellside.%I enable row level security', name);
    execute format('grant select, insert on wellside.%I to wellside_app', name);
    if current_setting('server_version_num')::int >= 170000 then
      execute format('grant maintain on wellside.%I to wellside_app', name);
    end if;
  end loop;
end $$;
grant delete on wellside.notification to wellside_app;
grant update (at, failed) on wellside.told to wellside_app;
