create schema a;
create table a.t (id integer);
create view a.v with (security_invoker = true, security_barrier = true) as select id from a.t with cascaded check option;
create view a.w with (security_barrier = false, check_option = cascaded) as select id from a.t where id > 0;
create view a.x with (security_invoker = false) as select id from a.t;
