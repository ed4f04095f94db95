create schema a; create table a.t (id int not null, n int); create unique index i on a.t (id); create unique index j on a.t (n); insert into a.t values (1, 2);
