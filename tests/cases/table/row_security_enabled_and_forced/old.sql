create schema a;
create table a.t (id int); create table a.u (id int); alter table a.u enable row level security;
create table a.v (id int); alter table a.v enable row level security; alter table a.v force row level security;
create table a.w (id int); alter table a.w force row level security; insert into a.t values (1);
