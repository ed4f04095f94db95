create schema a;
create table a.t (id int primary key, n bigint);
insert into a.t values (1, 2);
create publication p for table a.t (id, n) where (n > 1) with (publish = 'insert');
