create schema s;
create unlogged table s.t (a int primary key, b varchar(3) not null) with (fillfactor=90, toast.autovacuum_vacuum_threshold=7);
create unique index u on s.t (b, a) with (fillfactor=50);
alter table s.t replica identity full;
alter table s.t alter b set statistics 0;
create unlogged table s.uu (id serial, x int references s.t on update set null);
create unlogged sequence s.q2;
insert into s.t values (1,'x');
