create schema a;
create table a.t (id integer);
create rule r as on insert to a.t do instead nothing;
create rule s as on update to a.t do also notify s;
create rule u as on update to a.t do also notify u;
alter table a.t disable rule s;
alter table a.t enable always rule u;
