-- superuser
create language plother handler plpgsql_call_handler;
