create schema app;
create table app.address (id bigint, street text);
create table app.person (home app.address, others app.address[]);
create materialized view app.homes as select a as whole from app.address as a;
create view app.streets as select (p.home).street from app.person as p;
comment on materialized view app.homes is 'whole rows';
