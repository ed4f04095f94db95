create schema a;
create type a.p as (id int, n text);
create table a.one of a.p (primary key (id));
create table a.two (id int, n text);
insert into a.one values (1, 'x');
