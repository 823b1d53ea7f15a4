-- A person's key is wrapped anew by another master key; what it is stays, and so whose. Nobody but the engine does that.
grant update (master, wrapped) on wellside.subject_key to wellside_app;
create policy only_rewrapped on wellside.subject_key as restrictive for update using (
  (select current_setting('wellside.sealed', true)) = '*');
