create schema a;
create table a.t (id integer, tenant uuid);
create function a.mine() returns uuid[] language sql stable as $$ select null::uuid[] $$;
create policy p on a.t for select to case_a using (tenant = any((select a.mine())::uuid[]));
