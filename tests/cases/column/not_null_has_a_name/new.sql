create schema a; create table a.t (a int not null, b int constraint "Wanted" not null, c int constraint y not null, d int constraint z not null); comment on constraint z on a.t is 'why';
