create schema app;
create table app.things (id integer, kind text);
create view app.all_kinds as select t.kind from app.things as t;
create view app.first_kinds as select k.kind is null as is_unknown from app.all_kinds as k;
comment on view app.first_kinds is 'stays';
