-- institution/0060_settings_row.sql
-- what: gives every new institution its row of settings.
-- requires: institution/0040_institution_settings.sql
-- why: readers may then join the settings without asking whether they exist. The row takes its id and times from the
--      institution, so that bringing the same legacy rows over twice gives the same settings.

create function institution_schema.tg_institutions__create_settings()
returns trigger
language plpgsql
volatile
security definer -- whoever may make an institution need not be allowed to write settings
set search_path = ''
as $$
begin
    insert into institution_schema.institution_settings (id, institution_id, created_at, updated_at)
    values (new.id, new.id, new.created_at, new.updated_at)
    on conflict (institution_id) do nothing;
    return null;
end;
$$;

create trigger tg_500_create_settings
after insert on institution_schema.institutions
for each row execute function institution_schema.tg_institutions__create_settings();

comment on function institution_schema.tg_institutions__create_settings()
is 'Gives a new institution a row in institution_settings, all defaults.';
