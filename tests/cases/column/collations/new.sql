create schema a; create table a.t (a text collate "C", b text, c varchar(20) collate "C"); create index i on a.t (a); create view a.v as select a from a.t;
