create schema a; create table a.t (id int primary key, n text, z int); comment on column a.t.n is 'hällo''\x'; comment on table a.t is 'x';
grant select, insert on a.t to case_a; grant select (n), update (n) on a.t to case_b; grant usage on schema a to case_a with grant option;
alter default privileges in schema a grant select on tables to case_a;
create sequence a.s; grant usage on sequence a.s to case_a;
