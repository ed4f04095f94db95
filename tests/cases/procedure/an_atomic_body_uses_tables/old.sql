create schema a;
create table a.t (n integer);
create procedure a.p(n integer) language sql begin atomic insert into a.t values (p.n); delete from a.t where t.n = 3; end;
