create schema a; create type a.person as (name text, born date);
create table a.one of a.person (primary key (name), born with options not null default '2000-01-01');
create table a.two (name text, born date); insert into a.two values ('x', null); insert into a.one values ('x');
