-- superuser
create schema a;
create domain a.d as int;
create cast (bytea as text) without function as assignment;
create cast (text as bytea) without function as implicit;
