-- auth/0130_users_by_ids.sql
-- what: many people by their ids, in one call.
-- requires: auth/0020_users.sql
-- why: other features hold ids only; a list that asked for each of them would ask a hundred times. It runs under the
--      row security of its caller, so it gives nobody whom the table would not give.

create function carwash.get_users_by_ids(user_ids uuid[])
returns table (id uuid, first_name text, last_name text, role text, is_active boolean)
language plpgsql
stable
security invoker
set search_path = ''
rows 50
as $$
begin
    return query
    select
        u.id,
        u.first_name,
        u.last_name,
        u.role,
        u.is_active
    from carwash.{{ AUTH_TABLE_PREFIX }}users as u
    where u.id = any(get_users_by_ids.user_ids);
end;
$$;

comment on function carwash.get_users_by_ids(uuid[])
is 'Name and role of those of these users whom the caller may see, once each; the others are left out.';
