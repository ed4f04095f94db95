create schema a;
create table a.t (id integer);
create view a.v as select id from a.t;
create view a.w with (security_barrier, check_option = local) as select id from a.t where id > 0;
create view a.x with (security_invoker = true) as select id from a.t;
