create schema a;
create table a.t (id int not null, k int not null); create unique index i on a.t (k); alter table a.t replica identity using index i;
create table a.u (id int not null, k int not null);
create table a.w (id int not null, k int not null); create unique index l2 on a.w (id); create unique index l on a.w (id, k);
alter table a.w replica identity using index l2;
