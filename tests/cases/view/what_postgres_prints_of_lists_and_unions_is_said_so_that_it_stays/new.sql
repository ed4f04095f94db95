create schema s;
create table s.t (a int, b int, c int, x int, n text, check (x in (a,b,c)), check ((a,b,c) is distinct from (1,2,3)), check (x not in (a,b,c) or ((a=1 or b=2) and c=3) or (a = 1 or (b = 2 or c = 3))));
create view s.v as select 'a' as k, 1 as z union select 'b', 2::bigint union all select n, null from s.t where x in (a,b,c) and (a,b) < (b,c);
create view s.w as select exists (select 'x', 1.5::numeric(4,2), null::varchar(3) from s.t) as e, array(select 'k' union select n from s.t) as arr;
create policy p on s.t using (x in (a,b,c) and (x = a or x = b or (n in (select 'z' union select 'y'))));
create index on s.t (a) where x in (a, b,c);
create view s.u as with q as (select 'y' union select 'z') select * from q;
