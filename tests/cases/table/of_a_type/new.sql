create schema a; create type a.person as (name text, born date);
create table a.one (name text primary key, born date not null default '2000-01-01');
create table a.two of a.person; create table a.three of a.person (name with options check (name <> ''));
