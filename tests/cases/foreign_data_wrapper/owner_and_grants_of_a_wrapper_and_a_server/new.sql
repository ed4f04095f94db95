-- superuser
create foreign data wrapper w;
create server "S ü" foreign data wrapper w;
grant usage on foreign data wrapper w to case_b with grant option;
grant usage on foreign server "S ü" to case_a;
alter server "S ü" owner to case_b;
