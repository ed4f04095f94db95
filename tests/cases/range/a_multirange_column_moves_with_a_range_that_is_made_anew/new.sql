create schema a;
create type a.r as range (subtype = bigint);
create table a.t (id int primary key, m a.r_multirange, rs a.r[], unique (m));
insert into a.t values (1, '{[1,2)}', '{"[1,2)"}');
create index on a.t using gist (m);
create function a.f(a.r_multirange) returns a.r language sql begin atomic select a.r(1, 2); end;
