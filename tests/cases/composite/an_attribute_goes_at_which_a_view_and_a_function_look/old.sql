create schema app;
create type app.place as (street text, town text);
create table app.houses (id integer primary key, place app.place);
create view app.streets as select h.id, (h.place).street is null as is_unknown from app.houses as h;
create function app.count_streets() returns bigint language sql stable
begin atomic select count(*) from app.streets as s where s.is_unknown; end;
comment on function app.count_streets() is 'how many';
create index houses_street on app.houses (((place).street));
