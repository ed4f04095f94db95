-- superuser
create foreign data wrapper w;
create server s foreign data wrapper w;
create trusted language plother handler plpgsql_call_handler;
select lo_create(4711);
grant usage on foreign server s to case_b;
grant usage on language plother to case_a;
grant select, update on large object 4711 to case_b with grant option;
