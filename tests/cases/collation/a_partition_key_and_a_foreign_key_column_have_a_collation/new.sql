create schema a;
create collation a.c (provider = libc, locale = 'POSIX');
create table a.t (id text collate a.c primary key, n int);
insert into a.t values ('x', 1);
create table a.u (id text references a.t);
insert into a.u values ('x');
