-- One change of every kind, for `toolkit diff --selftest`.
-- Each section makes what it needs in a schema `selftest`, and below `-- change` changes something of its kind.
-- A section runs in a transaction that is rolled back.

-- kind: role
create role toolkit_selftest;
-- change
alter role toolkit_selftest createdb;

-- kind: membership
create role toolkit_selftest;
create role toolkit_selftest_group;
-- change
grant toolkit_selftest_group to toolkit_selftest;

-- kind: setting
create role toolkit_selftest;
alter role toolkit_selftest set statement_timeout to '10s';
-- change
alter role toolkit_selftest set statement_timeout to '20s';

-- kind: schema
-- change
create schema selftest_more;

-- kind: extension
-- change
create extension pg_trgm schema selftest;

-- kind: access method
-- change
create access method selftest_heap type table handler heap_tableam_handler;

-- kind: language
-- change
create language selftest_sql handler plpgsql_call_handler;

-- kind: collation
create collation selftest.words (locale = 'C');
-- change
drop collation selftest.words;
create collation selftest.words (locale = 'POSIX');

-- kind: conversion
-- change
create conversion selftest.latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;

-- kind: enum
create type selftest.mood as enum ('sad', 'glad');
-- change
alter type selftest.mood add value 'calm' after 'sad';

-- kind: composite type
-- change
create type selftest.point as (x integer, y integer);

-- kind: attribute
create type selftest.point as (x integer, y integer);
-- change
alter type selftest.point add attribute z integer;

-- kind: domain
create domain selftest.email as text;
-- change
alter domain selftest.email set default '';

-- kind: domain constraint
create domain selftest.email as text constraint has_at check (value like '%@%');
-- change
alter domain selftest.email drop constraint has_at;

-- kind: range
-- change
create type selftest.spans as range (subtype = float8, subtype_diff = float8mi);

-- kind: operator
create function selftest.same(a text, b text) returns boolean language sql immutable return a = b;
-- change
create operator selftest.=== (function = selftest.same, leftarg = text, rightarg = text);

-- kind: operator shell
create function selftest.same(a text, b text) returns boolean language sql immutable return a = b;
-- change
create operator selftest.=== (function = selftest.same, leftarg = text, rightarg = text, negator = operator(selftest.!==));

-- kind: operator family
-- change
create operator family selftest.words using btree;

-- kind: operator class
-- change
create operator class selftest.words for type text using btree as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 bttextcmp(text, text);

-- kind: cast
create type selftest.point as (x integer, y integer);
create function selftest.as_text(value selftest.point) returns text language sql immutable return (value).x::text;
-- change
create cast (selftest.point as text) with function selftest.as_text(selftest.point);

-- kind: transform
-- change
create transform for integer language sql (from sql with function prsd_lextype(internal));

-- kind: text search parser
-- change
create text search parser selftest.words (
    start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype
);

-- kind: text search template
-- change
create text search template selftest.plain (init = dsimple_init, lexize = dsimple_lexize);

-- kind: text search dictionary
create text search dictionary selftest.plain (template = pg_catalog.simple);
-- change
alter text search dictionary selftest.plain (accept = false);

-- kind: text search configuration
create text search configuration selftest.plain (copy = pg_catalog.simple);
-- change
alter text search configuration selftest.plain drop mapping for url;

-- kind: foreign data wrapper
-- change
create foreign data wrapper selftest_files;

-- kind: server
create foreign data wrapper selftest_files;
create server selftest_disk foreign data wrapper selftest_files options (path '/a');
-- change
alter server selftest_disk options (set path '/b');

-- kind: user mapping
create foreign data wrapper selftest_files;
create server selftest_disk foreign data wrapper selftest_files;
create user mapping for public server selftest_disk options (name 'a');
-- change
alter user mapping for public server selftest_disk options (set name 'b');

-- kind: foreign table
create foreign data wrapper selftest_files;
create server selftest_disk foreign data wrapper selftest_files;
create foreign table selftest.lines (line text) server selftest_disk options (path 'a');
-- change
alter foreign table selftest.lines options (set path 'b');

-- kind: sequence
create sequence selftest.numbers;
-- change
alter sequence selftest.numbers increment by 5;

-- kind: function
create function selftest.one() returns integer language sql return 1;
-- change
create or replace function selftest.one() returns integer language sql return 2;

-- kind: procedure
create procedure selftest.work() language sql as 'select 1';
-- change
alter procedure selftest.work() security definer;

-- kind: aggregate
create aggregate selftest.total(integer) (sfunc = int4pl, stype = integer, initcond = '0');
-- change
create or replace aggregate selftest.total(integer) (sfunc = int4pl, stype = integer, initcond = '1');

-- kind: table
create table selftest.things (id integer);
-- change
alter table selftest.things enable row level security;

-- kind: column
create table selftest.things (id integer);
-- change
alter table selftest.things alter column id type bigint;

-- kind: default
create table selftest.things (id integer default 1);
-- change
alter table selftest.things alter column id set default 2;

-- kind: not null
create table selftest.things (id integer);
-- change
alter table selftest.things alter column id set not null;

-- kind: identity
create table selftest.things (id integer generated always as identity);
-- change
alter table selftest.things alter column id set generated by default;

-- kind: sequence owner
create table selftest.things (id integer);
create sequence selftest.numbers;
-- change
alter sequence selftest.numbers owned by selftest.things.id;

-- kind: constraint
create table selftest.things (id integer constraint things_id_check check (id > 0));
-- change
alter table selftest.things drop constraint things_id_check, add constraint things_id_check check (id > 1);

-- kind: foreign key
create table selftest.things (id integer primary key, whole integer references selftest.things (id));
-- change
alter table selftest.things alter constraint things_whole_fkey deferrable initially deferred;

-- kind: constraint index
create table selftest.things (id integer);
-- change
alter table selftest.things add constraint things_pkey primary key (id);

-- kind: index
create table selftest.things (id integer);
create index things_id_idx on selftest.things (id);
-- change
drop index selftest.things_id_idx;
create index things_id_idx on selftest.things (id) where id > 0;

-- kind: partition
create table selftest.things (id integer) partition by range (id);
create table selftest.things_low (id integer);
-- change
alter table selftest.things attach partition selftest.things_low for values from (0) to (10);

-- kind: index attachment
create table selftest.things (id integer) partition by range (id);
create table selftest.things_low partition of selftest.things for values from (0) to (10);
create index things_id_idx on selftest.things (id);
-- change
drop index selftest.things_id_idx;
create index things_id_idx on only selftest.things (id);
create index things_low_id_idx on selftest.things_low (id);

-- kind: clustered on
create table selftest.things (id integer);
create index things_id_idx on selftest.things (id);
-- change
alter table selftest.things cluster on things_id_idx;

-- kind: replica identity index
create table selftest.things (id integer not null);
create unique index things_id_idx on selftest.things (id);
-- change
alter table selftest.things replica identity using index things_id_idx;

-- kind: statistics
create table selftest.things (a integer, b integer);
create statistics selftest.things_ab on a, b from selftest.things;
-- change
alter statistics selftest.things_ab set statistics 100;

-- kind: view
create view selftest.ones as select 1 as one;
-- change
alter view selftest.ones set (security_barrier = true);

-- kind: materialized view
create materialized view selftest.ones as select 1 as one;
-- change
alter materialized view selftest.ones set (fillfactor = 50);

-- kind: view column
create materialized view selftest.ones as select 1 as one;
-- change
alter materialized view selftest.ones alter column one set statistics 5;

-- kind: rule
create table selftest.things (id integer);
-- change
create rule quiet as on delete to selftest.things do instead nothing;

-- kind: trigger
create table selftest.things (id integer);
create function selftest.keep() returns trigger language plpgsql as 'begin return new; end';
-- change
create trigger keep before insert on selftest.things for each row execute function selftest.keep();

-- kind: trigger state
create table selftest.things (id integer) partition by range (id);
create table selftest.things_low partition of selftest.things for values from (0) to (10);
create function selftest.keep() returns trigger language plpgsql as 'begin return new; end';
create trigger keep before insert on selftest.things for each row execute function selftest.keep();
-- change
alter table selftest.things_low disable trigger keep;

-- kind: event trigger
create function selftest.watch() returns event_trigger language plpgsql as 'begin end';
-- change
create event trigger selftest_watch on ddl_command_start when tag in ('CREATE CAST') execute function selftest.watch();

-- kind: policy
create table selftest.things (id integer);
create policy things_seen on selftest.things using (id > 0);
-- change
alter policy things_seen on selftest.things using (id > 1);

-- kind: publication
create publication selftest_all;
-- change
alter publication selftest_all set (publish = 'insert');

-- kind: publication table
create table selftest.things (id integer primary key);
create publication selftest_all;
-- change
alter publication selftest_all add table selftest.things where (id > 0);

-- kind: publication schema
create publication selftest_all;
-- change
alter publication selftest_all add tables in schema selftest;

-- kind: subscription
-- change
create subscription selftest_feed connection 'host=127.0.0.1 port=1' publication one
with (connect = false, enabled = false, slot_name = none);

-- kind: large object
-- change
select lo_create(0);

-- kind: parameter
create role toolkit_selftest;
-- change
grant set on parameter log_statement to toolkit_selftest;

-- kind: extension dependency
create extension pg_trgm schema selftest;
create function selftest.one() returns integer language sql return 1;
-- change
alter function selftest.one() depends on extension pg_trgm;

-- kind: comment
create table selftest.things (id integer);
-- change
comment on column selftest.things.id is 'Which one.';

-- kind: security label
create table selftest.things (id integer);
-- change
security label on table selftest.things is 'secret';

-- kind: privileges
create table selftest.things (id integer);
-- change
grant select (id) on selftest.things to public;

-- kind: default privileges
-- change
alter default privileges in schema selftest grant select on tables to public;
