create schema a; create table a.t (id int primary key, n text, z int); comment on column a.t.n is 'new'; comment on constraint t_pkey on a.t is 'pk'; comment on index a.t_pkey is 'xx';
grant select on a.t to case_a; grant update (n) on a.t to case_b; grant usage on schema a to case_a; revoke insert on a.t from postgres;
alter default privileges in schema a grant select,update on tables to case_a; alter default privileges revoke execute on functions from public;
create table a.u (x int); create sequence a.s; create sequence a.s2; create table a.w (y int); revoke all on a.w from case_a; 
