-- superuser
create schema a;
create domain a.d as int;
create cast (bytea as text) without function;
