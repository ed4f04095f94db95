create schema a; create schema b;
create table a.t (code text primary key); create table b.t (id int primary key, note text);
