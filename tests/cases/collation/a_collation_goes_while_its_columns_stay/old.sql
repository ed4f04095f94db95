create schema a;
create collation a.c (provider = libc, locale = 'C');
create table a.t (id int primary key, n text collate a.c);
insert into a.t values (1, 'x');
