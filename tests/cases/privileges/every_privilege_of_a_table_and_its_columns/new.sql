create schema a;
create table a.t (id int primary key, "Ü" text, n int);
create view a.v as select id, n from a.t;
grant select, delete on a.t to case_a with grant option;
grant all (id) on a.t to case_b with grant option;
grant update ("Ü") on a.t to public;
revoke select on a.t from postgres;
grant update (n) on a.v to case_a;
