create schema a;
create function a.f() returns bigint language sql as $$ select 1::bigint $$;
create view a.v as select a.f() as f;
create view a.w as select f from a.v;
comment on view a.w is 'on the other';
grant select on a.w to case_a;
comment on function a.f() is 'gives one';
grant execute on function a.f() to case_b;
