create schema a;
create type a.state as enum ('draft', 'done');
create table a.t (id int primary key, state a.state default 'draft');
insert into a.t values (1, 'done');
