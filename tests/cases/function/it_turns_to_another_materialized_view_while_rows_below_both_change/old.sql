create schema app;
create table app.log (day interval default '1 day');
create materialized view app.days as select l.day, l as whole from app.log as l;
create function app.how_many() returns bigint language sql stable
begin atomic select count(*) from app.days as d where d.day is not null; end;
