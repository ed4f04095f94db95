create schema a;
create table a.old (n integer);
create table a.zz (n integer);
create function a.f() returns bigint language plpgsql stable as $$ begin return (select count(*) from a.zz); end $$;
create materialized view a.m as select a.f() as n;
create unique index on a.m (n);
