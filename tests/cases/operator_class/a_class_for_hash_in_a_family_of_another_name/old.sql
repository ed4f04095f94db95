-- superuser
create schema a;
create operator family a.fam using hash;
create function a.h(text) returns int language sql immutable as 'select 1';
create operator class a.ops for type text using hash family a.fam as operator 1 =, function 1 a.h(text);
