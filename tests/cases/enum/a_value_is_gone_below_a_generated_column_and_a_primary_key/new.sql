create schema a;
create type a.kind as enum ('a', 'b');
create table a.t (kind a.kind, n int, is_b boolean generated always as (kind = 'b') stored, primary key (kind, n));
insert into a.t (kind, n) values ('a', 1), ('b', 2);
create table a.child (kind a.kind, n int, foreign key (kind, n) references a.t);
insert into a.child values ('b', 2);
