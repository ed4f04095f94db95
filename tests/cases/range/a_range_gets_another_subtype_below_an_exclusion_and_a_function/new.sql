create schema a;
create type a.period as range (subtype = timestamptz);
create table a.booking (id int primary key, during a.period, exclude using gist (during with &&));
insert into a.booking values (1, '[2020-01-01,2020-01-02)');
create function a.length(a.period) returns interval language sql immutable begin atomic select upper($1) - lower($1); end;
create view a.lengths as select a.length(during) as n from a.booking;
