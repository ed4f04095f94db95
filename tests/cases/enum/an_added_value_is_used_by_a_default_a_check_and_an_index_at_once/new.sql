create schema a;
create type a.state as enum ('draft', 'waiting', 'done');
create table a.t (id int primary key, state a.state default 'waiting', check (state <> 'waiting' or id > 0));
create index open on a.t (id) where state = 'waiting';
insert into a.t values (1, 'done');
create function a.first() returns a.state language sql begin atomic select 'waiting'::a.state; end;
