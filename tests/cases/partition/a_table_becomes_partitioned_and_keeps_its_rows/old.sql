create schema a; create table a.t (id int primary key, n text); insert into a.t values (1, 'a'), (15, 'b');
create view a.v as select id from a.t; create table a.c (t int references a.t); insert into a.c values (1); create policy p on a.t using (id > 0); grant select on a.t to case_a; comment on table a.t is 'rows';
