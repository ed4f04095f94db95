create schema s;
create table s.t (a int primary key, b text not null) with (fillfactor=80, autovacuum_enabled=false, toast.autovacuum_enabled=false);
create unique index u on s.t (b);
alter table s.t replica identity using index u;
alter table s.t alter b set storage external;
alter table s.t alter b set (n_distinct=-0.5);
create unlogged table s.uu (id serial, x int references s.t);
create sequence s.q;
insert into s.t values (1,'x');
