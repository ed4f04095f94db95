create schema a;
create unlogged table a.one (id int primary key, note text);
create table a.two (id int primary key, note text);
create index on a.two (note);
