create schema a;
create table a.t (n bigint, m text);
create procedure a.p(n integer) language sql begin atomic insert into a.t (n, m) values (p.n, 'x'); end;
