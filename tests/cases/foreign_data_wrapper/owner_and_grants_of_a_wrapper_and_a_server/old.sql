-- superuser
create foreign data wrapper w;
create server "S ü" foreign data wrapper w;
grant usage on foreign data wrapper w to case_a;
grant usage on foreign server "S ü" to case_b with grant option;
