create schema a;
create table a.t (id integer);
create rule r as on delete to a.t do also notify x;
