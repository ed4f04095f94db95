create schema a; grant usage, create on schema a to case_a; create sequence a.s; grant usage on sequence a.s to case_b; comment on sequence a.s is 's'; alter sequence a.s owner to case_a;
