create schema a; create table a.t (a text, b text collate "C", c varchar(10) collate "POSIX"); create index i on a.t (a); create view a.v as select a from a.t; insert into a.t values ('x', 'y', 'z');
