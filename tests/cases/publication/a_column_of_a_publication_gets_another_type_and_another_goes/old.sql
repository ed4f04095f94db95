create schema a;
create table a.t (id int primary key, n int, gone text);
insert into a.t values (1, 2, 'x');
create publication p for table a.t (id, n, gone) where (n > 1) with (publish = 'insert');
