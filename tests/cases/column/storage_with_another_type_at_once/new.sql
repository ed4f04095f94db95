create schema a; create table a.t (a varchar(5), b text, c text); alter table a.t alter a set storage main, alter a set statistics 50, alter b set storage main, alter c set (n_distinct = 5);
