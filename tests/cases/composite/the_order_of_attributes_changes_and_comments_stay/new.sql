create schema a;
grant usage, create on schema a to case_a, case_b;
create type a."C d" as (b text, "A" int);
comment on type a."C d" is 'a type';
comment on column a."C d"."A" is 'an attribute';
comment on column a."C d".b is 'new';
alter type a."C d" owner to case_a;
