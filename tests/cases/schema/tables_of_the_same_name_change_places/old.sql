create schema a; create schema b;
create table a.t (id int primary key, note text); create table b.t (code text primary key);
