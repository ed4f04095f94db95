create schema a;
create table a.t (id bigint, n numeric, at timestamptz);
create function a.add(n integer) returns void language sql begin atomic
insert into a.t (id, n, at) values (1, add.n, now());
update a.t set n = t.n + 1 where id = case when add.n > 1 then 2 else 3 end;
delete from a.t where id = 7;
end;
