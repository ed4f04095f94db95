-- since: 18
create schema a;
create table a.t (id int primary key, twice int generated always as (id * 2) stored);
create publication p for table a.t with (publish_generated_columns = stored);
