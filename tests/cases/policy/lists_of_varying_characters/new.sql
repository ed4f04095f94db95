create schema a;
create table a.t (x varchar(10), "Größe" varchar);
create policy p on a.t using (x in ('a', 'b', '((ARRAY[') and "Größe" not in ('c', 'it''s'));
create policy q on a.t using (x like any (array['x%', 'y']::varchar[]) and x = any ('{c,d}'));
