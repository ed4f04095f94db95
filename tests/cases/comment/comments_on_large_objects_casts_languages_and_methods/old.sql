-- superuser
create schema a;
select lo_create(4711);
create type a.e as enum ('1');
create cast (a.e as int) with inout;
create trusted language plother handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
create access method other type index handler bthandler;
create conversion a.conv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create function a.note() returns event_trigger language plpgsql as 'begin end';
create event trigger et on ddl_command_end execute function a.note();
create extension hstore schema a;
comment on large object 4711 is 'large';
comment on cast (a.e as int) is 'cast';
comment on language plother is 'language';
comment on access method other is 'method';
comment on conversion a.conv is 'conversion';
comment on event trigger et is 'event';
comment on extension hstore is 'mine';
