-- superuser
create schema a;
grant usage, create on schema a to case_a;
create function a.h(text) returns int language sql immutable as 'select 1';
create operator class a.ops for type text using hash as operator 1 =, function 1 a.h(text);
