create schema a;
create function a.t() returns table (id integer, n integer) language sql stable begin atomic select 1, 2; end;
create view a.v as select id, n from a.t();
create view a.w as select n from a.v;
