-- since: 18
alter default privileges grant select on large objects to case_a;
