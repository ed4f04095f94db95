create schema a;
create table a.t (id integer, n integer, x text);
create table a.members (id integer, t integer);
create policy p on a.t using (n > 1);
create policy q on a.t using (exists (select from a.members as m where m.t = t.id and m.id = 5));
create policy s on a.t using (x = 'a');
comment on policy p on a.t is 'p';
