-- core/0086_pre_request.sql
-- engine: citus
-- what: what PostgREST calls before each request (db-pre-request = "core.pre_request").
-- requires: core/0082_access.sql
-- why: claims that are set with set_config() stay on the coordinator, and on the nodes everybody would see nothing. A
--      `set local` travels, if citus.propagate_set_commands is 'local'. And since no policy may read a table there,
--      this is where "an active user of an active tenant" is looked up: for anybody else the claims name no tenant any
--      more. Without this function nobody sees anything; whatever a token says in its place is overwritten.

create function core.pre_request()
returns void
language plpgsql
volatile
security definer -- looks up the caller's access, which callers may not do
set search_path = ''
as $$
declare
    metadata jsonb not null := common.app_metadata() - 'core_access';
    access constant jsonb not null := core.access_of(core.claimed_tenant(), common.current_user_id());
begin
    if access = '{}' then
        metadata := metadata - 'tenant_id';
    else
        metadata := metadata || jsonb_build_object('core_access', access);
    end if;
    execute format(
        'set local request.jwt.claims = %L', common.claims() || jsonb_build_object('app_metadata', metadata)
    );
end;
$$;

comment on function core.pre_request()
is 'Replaces the claims of this request by what has been looked up, and sends them to all nodes.';
