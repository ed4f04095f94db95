create schema a;
create table a.t (id integer, tags text[], at timestamptz, j jsonb);
create view a.v as with x as not materialized (select id, tags, at, j from a.t)
select x.id, tag.tag, count(*) filter (where x.at > now() - interval '1 day') over w as n,
    string_agg(distinct tag.tag, ', ' order by tag.tag) as tags, x.j -> 'a' ->> 'b' as b,
    array_agg(x.id order by x.at desc nulls last) as ids, percentile_cont(0.5) within group (order by x.id) as mid
from x cross join lateral unnest(x.tags) with ordinality as tag (tag, no) left join a.t as y using (id)
group by grouping sets ((x.id, tag.tag, x.at, x.j), ()) having count(*) > 1
window w as (partition by x.id order by x.at rows between unbounded preceding and current row)
order by x.id limit 10 offset 2;
