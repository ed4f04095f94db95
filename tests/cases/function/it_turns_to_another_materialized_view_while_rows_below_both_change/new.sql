create schema app;
create table app.log ();
create materialized view app.days as select l as whole from app.log as l;
create materialized view app.lines as select l as whole from app.log as l;
create function app.how_many() returns bigint language sql stable
begin atomic select count(*) from app.lines as d where d.whole is not null; end;
