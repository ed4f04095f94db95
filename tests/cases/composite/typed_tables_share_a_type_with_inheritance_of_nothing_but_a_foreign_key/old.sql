create schema a;
create type a.p as (id int, n text);
create table a.one of a.p (primary key (id));
create table a.two of a.p (constraint fk foreign key (id) references a.one);
insert into a.one values (1, 'x');
insert into a.two values (1, 'y');
create view a.v as select n from a.one;
create index on a.two (n);
