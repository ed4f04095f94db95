-- Drops the roles in the setting toolkit.former_roles, a JSON array: once declared by the policy files, now no longer.
-- A role that another database of this server still needs stays, and the runner is told.
do $roles$
declare
    former text;
begin
    for former in select jsonb_array_elements_text(current_setting('toolkit.former_roles')::jsonb)
    loop
        begin
            if exists (select from pg_roles as r where r.rolname = former) then
                execute format('drop role %I', former);
            end if;
        exception when dependent_objects_still_exist then
            raise warning 'role % is declared no longer, but it is still needed elsewhere, so it stays', former;
        end;
    end loop;
end
$roles$;
