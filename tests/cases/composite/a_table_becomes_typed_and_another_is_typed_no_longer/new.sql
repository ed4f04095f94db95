create schema a;
create type a.p as (id int, n text);
create table a.one (id int primary key, n text, more int);
create table a.two of a.p;
insert into a.one values (1, 'x', null);
