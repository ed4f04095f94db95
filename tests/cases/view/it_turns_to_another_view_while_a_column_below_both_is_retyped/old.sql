create schema app;
create table app.things (id integer, kind integer);
create view app.kinds as select t.kind from app.things as t where t.id > 0;
create view app.first_kinds as select k.kind is null as is_unknown from app.kinds as k;
comment on view app.first_kinds is 'stays';
