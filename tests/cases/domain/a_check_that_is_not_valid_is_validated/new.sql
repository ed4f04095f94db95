create schema a;
create domain a.d as int;
create table a.t (id int primary key, d a.d);
insert into a.t values (1, 5);
alter domain a.d add constraint positive check (value > 0);
