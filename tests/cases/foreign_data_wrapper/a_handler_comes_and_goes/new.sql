-- superuser
create extension postgres_fdw;
create foreign data wrapper w validator postgres_fdw_validator;
