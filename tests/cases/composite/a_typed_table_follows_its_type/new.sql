create schema a;
create type a.person as (id int, name text, email text);
create table a.people of a.person (primary key (id), name with options not null default 'x');
insert into a.people values (1, 'ada', null);
