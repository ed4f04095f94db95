create schema a;
create table a.t (id integer, n integer);
create function a.add(n integer) returns void language sql begin atomic
insert into a.t (id, n) values (1, add.n);
update a.t set n = t.n + 1 where id = case when add.n > 1 then 2 else 3 end;
delete from a.t where id = 7;
end;
