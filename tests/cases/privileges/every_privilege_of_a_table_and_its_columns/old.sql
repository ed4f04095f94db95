create schema a;
create table a.t (id int primary key, "Ü" text, n int);
create view a.v as select id, n from a.t;
grant select, insert, update, delete, truncate, references, trigger on a.t to case_a;
grant select (id, "Ü"), references (id), insert (n) on a.t to case_b;
grant all on a.v to case_b;
grant select (id) on a.v to public;
