create schema a;
create table a.t (id int not null, k int not null); create unique index i on a.t (id); alter table a.t replica identity using index i;
create table a.u (id int not null, k int not null); create unique index j on a.u (id); alter table a.u replica identity using index j;
create table a.w (id int not null, k int not null); create unique index l on a.w (id);
alter table a.w replica identity using index l;
insert into a.t values (1, 2);
