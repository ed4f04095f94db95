create schema a; grant usage, create on schema a to case_a; create sequence a.s; grant select, update on sequence a.s to case_b with grant option;
