-- Takes the locks in the setting toolkit.locks, [["schema.table", "access exclusive"], …], on the tables that exist,
-- and waits for none of them: while we stood in the queue for a strong lock, every reader would stand behind us.
-- A table that we may not lock (it belongs to another role) is left to the statement itself and its lock_timeout.
do $locks$
declare
    item record;
begin
    for item in
        select w.lock ->> 0 as object, w.lock ->> 1 as mode
        from jsonb_array_elements(current_setting('toolkit.locks')::jsonb) as w (lock)
        join pg_class as c on c.oid = to_regclass(w.lock ->> 0) and c.relkind in ('r', 'p', 'v')
    loop
        begin
            execute format('lock table %s in %s mode nowait', item.object, item.mode);
        exception when insufficient_privilege then
            null;
        end;
    end loop;
end
$locks$;
