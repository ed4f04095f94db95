create schema a;
create table a.t (id int primary key, up int references a.t); insert into a.t values (1, null), (2, 1);
create table a.u (id int primary key, t int references a.t); insert into a.u values (1, 2);
