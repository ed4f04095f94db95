create schema a;
create domain a.code as varchar(5);
create table a.t (id int primary key, c a.code);
insert into a.t values (1, 'x');
