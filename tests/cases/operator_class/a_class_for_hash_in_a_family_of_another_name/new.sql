-- superuser
create schema a;
create operator family a.fam using hash;
create function a.h(text) returns int language sql immutable as 'select 1';
create function a.h8(text, bigint) returns bigint language sql immutable as 'select 1::bigint';
create operator class a.ops for type text using hash family a.fam as operator 1 =, function 1 a.h(text), function 2 a.h8(text, bigint);
