create schema x; create extension pg_trgm schema x; create schema a; create table a.t (n text); create index on a.t using gin (n x.gin_trgm_ops);
