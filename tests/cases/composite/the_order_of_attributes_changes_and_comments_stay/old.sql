create schema a;
grant usage, create on schema a to case_a, case_b;
create type a."C d" as ("A" int, b text);
comment on type a."C d" is 'a type';
comment on column a."C d"."A" is 'an attribute';
alter type a."C d" owner to case_a;
