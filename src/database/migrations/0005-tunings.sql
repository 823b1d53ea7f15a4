-- A tuning is an adoption of its own: the same version again, with other parameters, from a later day. `tuning` counts
-- them, 0 the first; `entry` is where in the journal it was decided, and of two for one day the later counts.
alter table wellside.adoption add column tuning int not null default 0;
alter table wellside.adoption add column entry bigint;
alter table wellside.adoption drop constraint adoption_pkey;
alter table wellside.adoption add primary key (office, standard, version, tuning);
