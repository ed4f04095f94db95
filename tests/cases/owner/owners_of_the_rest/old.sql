-- superuser
create schema a;
grant usage, create on schema a to case_a;
select lo_create(4711);
create trusted language plother handler plpgsql_call_handler;
create conversion a.conv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create collation a.c from "C";
create function a.note() returns event_trigger language plpgsql as 'begin end';
create event trigger et on ddl_command_end execute function a.note();
create foreign data wrapper w;
create server s foreign data wrapper w;
create foreign table a.ft (id int) server s;
