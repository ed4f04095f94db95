create schema a;
create domain a.d as text not null default 'x' check (value <> '');
create table a.t (id int primary key, d a.d);
insert into a.t values (1, 'y');
