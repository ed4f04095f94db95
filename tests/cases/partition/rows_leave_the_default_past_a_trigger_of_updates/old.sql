create schema p;
create function p.f() returns trigger language plpgsql as 'begin return new; end';
create table p.t (id bigint generated always as identity, d date not null, g int generated always as (extract(year from d)) stored, primary key (id, d)) partition by range (d);
create table p.td partition of p.t default;
create trigger tr before update on p.t for each row execute function p.f();
insert into p.t (d) values ('2024-01-01'),('2025-01-01');
