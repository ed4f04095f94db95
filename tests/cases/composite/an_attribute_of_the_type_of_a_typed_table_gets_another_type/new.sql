create schema a;
create type a.person as (id int, age bigint);
create table a.people of a.person (primary key (id));
insert into a.people values (1, 3);
create view a.ages as select age from a.people;
