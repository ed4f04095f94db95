-- since: 18
create schema a; create table a.t (a int, b int, c int not null); alter table a.t add constraint a_n not null a not valid; insert into a.t values (1, 2, 3);
