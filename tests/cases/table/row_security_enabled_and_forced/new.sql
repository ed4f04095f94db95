create schema a;
create table a.t (id int); alter table a.t enable row level security; alter table a.t force row level security;
create table a.u (id int); alter table a.u force row level security;
create table a.v (id int); create table a.w (id int); alter table a.w enable row level security;
