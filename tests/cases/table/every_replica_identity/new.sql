create schema a;
create table a.d (id int primary key, k int not null unique); create table a.f (id int primary key, k int not null unique);
create table a.n (id int primary key, k int not null unique); create table a.i (id int primary key, k int not null unique);
alter table a.d replica identity using index d_k_key; alter table a.f replica identity nothing;
alter table a.n replica identity using index n_pkey; alter table a.i replica identity full;
