create schema app;
create table app.address (id integer, street text);
create table app.person (home app.address, others app.address[]);
create materialized view app.homes as select a as whole from app.address as a;
create view app.streets as select (p.home).street from app.person as p;
comment on materialized view app.homes is 'whole rows';
insert into app.address values (1, 'Hauptstraße');
insert into app.person values (row(1, 'Hauptstraße'), array[row(2, 'Ring')::app.address]);
