create schema a;
create table a.d (id int primary key, k int not null unique); create table a.f (id int primary key, k int not null unique);
create table a.n (id int primary key, k int not null unique); create table a.i (id int primary key, k int not null unique);
alter table a.f replica identity full; alter table a.n replica identity nothing; alter table a.i replica identity using index i_k_key;
