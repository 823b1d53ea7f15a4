-- What was issued, edition by edition; nothing of it is ever changed. `version` is that of the report's standard, `number` the
-- journal's entry, `issue` which document of the office's year it is. What it says is sealed under the office's own key.
create table wellside.report_issue (
  office   text not null references wellside.office (id),
  report   text not null,
  period   text not null,
  edition  int not null,
  version  text not null,
  year     int not null,
  issue    int not null,
  at       timestamptz not null,
  by       uuid not null,
  number   bigint not null,
  title    jsonb not null,
  say      jsonb not null,
  sealed   bytea not null,
  primary key (office, report, period, edition),
  unique (office, year, issue)
);

do $$
begin
  create policy own_office on wellside.report_issue using (
    office = any ((select nullif(current_setting('wellside.offices', true), ''))::text[]));
  alter table wellside.report_issue enable row level security;
  grant select, insert on wellside.report_issue to wellside_app;
  if current_setting('server_version_num')::int >= 170000 then
    grant maintain on wellside.report_issue to wellside_app;
  end if;
end $$;
