create schema a;
create text search dictionary a.d (template = snowball, language = english);
create text search configuration a.c (copy = simple);
alter text search configuration a.c alter mapping for asciiword with a.d, simple;
create table a.t (id int primary key, body text, words tsvector generated always as (to_tsvector('a.c', body)) stored);
insert into a.t (id, body) values (1, 'the words');
create index on a.t using gin (words);
create index on a.t using gin (to_tsvector('a.c'::regconfig, body));
create view a.v as select id from a.t where to_tsvector('a.c', body) @@ 'x'::tsquery;
