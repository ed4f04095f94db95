create schema a; create table a.t (id int primary key, n text unique, m int check (m > 0), r int4range, exclude using gist (r with &&), constraint k unique (id, n));
