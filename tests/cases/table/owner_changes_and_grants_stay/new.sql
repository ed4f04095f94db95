create schema a; grant usage, create on schema a to case_a, case_b;
create table a.t (id int primary key, s serial); alter table a.t owner to case_b; grant select, insert (s) on a.t to case_c;
create index on a.t (s);
