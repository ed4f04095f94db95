create schema a;
create table a.t (id integer, n bigint);
create table a.members (id integer, t bigint);
create policy p on a.t using (n > 1);
create policy q on a.t using (exists (select from a.members as m where m.t = t.id and m.id = 5));
create policy s on a.t using (id = 1);
comment on policy p on a.t is 'p';
