create schema a;
create table a.t (id integer);
create rule r as on insert to a.t do instead nothing;
