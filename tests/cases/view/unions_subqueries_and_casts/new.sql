create schema a;
create table a.t (id integer, n varchar(20), d date);
create view a.v as (select id, n::text as n from a.t where d between '2020-01-01' and '2021-01-01' except select 1, 'x')
union all select t.id, (select max(u.n) from a.t as u where u.id = t.id) from a.t where n ~ '^a' and not exists (select from a.t as u where u.id > t.id)
union all values (1, 'é "x" ''y''');
