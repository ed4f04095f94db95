create schema a;
create type a.e as enum ('x', 'y', 'z');
create function a.usual() returns a.e language sql begin atomic select 'y'::a.e; end;
create table a.t (id int primary key, e a.e default a.usual(), es a.e[] not null default array['x'::a.e, 'y'::a.e]);
insert into a.t values (1);
create table a.child (extra int) inherits (a.t);
insert into a.child values (2, 'x', '{y}', 3);
