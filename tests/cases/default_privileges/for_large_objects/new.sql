-- since: 18
alter default privileges grant select, update on large objects to case_b with grant option;
