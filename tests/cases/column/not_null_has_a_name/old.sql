-- since: 18
create schema a; create table a.t (a int constraint "Needed" not null, b int, c int constraint x not null, d int not null); insert into a.t values (1, 2, 3, 4); comment on constraint x on a.t is 'why';
