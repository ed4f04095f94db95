create schema a; create table a.t (id int generated always as identity (sequence name a.counter), n text); grant usage on sequence a.counter to case_a; comment on sequence a.counter is 'counts'; insert into a.t (n) values ('x');
create table a.u (id int generated always as identity);
