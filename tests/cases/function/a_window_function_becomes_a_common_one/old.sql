-- superuser
create schema a;
create function a.f() returns bigint language internal window immutable strict as 'window_row_number';
create view a.v as select a.f() over () as n;
