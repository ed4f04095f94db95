-- superuser
create foreign data wrapper w;
create server s foreign data wrapper w;
create trusted language plother handler plpgsql_call_handler;
select lo_create(4711);
grant usage on foreign data wrapper w to case_a with grant option;
grant usage on foreign server s to public;
revoke usage on language plother from public;
grant select on large object 4711 to case_a;
