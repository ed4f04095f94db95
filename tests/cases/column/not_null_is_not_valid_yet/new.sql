create schema a; create table a.t (a int constraint a_n not null, b int, c int not null); alter table a.t add constraint b_n not null b not valid;
