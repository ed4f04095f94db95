create schema a; create type a.e as enum ('x','y','z'); create table a.t (id int primary key, e a.e not null default 'x', arr a.e[] default '{x}', check (e <> 'y')); insert into a.t values (1,'x','{z}');
create index on a.t (e) where e = 'z';    comment on type a.e is 'ee';
 create domain a.d as a.e default 'x'; create table a.u (d a.d); create type a.c as (k a.e, n int); create table a.w (c a.c, r numrange);
