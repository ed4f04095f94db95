-- The last ten changes of each object, the newest first.
select
    o.object_identity,
    o.noted_at::text,
    o.login_role,
    o.application_name,
    o.command
from (
    select
        l.*,
        row_number() over (partition by l.object_identity order by l.id desc) as place
    from toolkit.ddl_log as l
) as o
where o.place <= 10
order by o.id desc;
