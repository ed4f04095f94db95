-- 040_auth_functions.sql
-- unless: to_regprocedure('auth.uid()') is not null
-- what: who is asking, as policies read it.
-- why: PostgREST 8 and older set one setting for each claim, later ones a single one; the functions read both.
-- real: results, volatility, owner. A `sub` that is no uuid raises 22P02, as there; so does a claim that is no JSON.

create function auth.uid()
returns uuid
language sql
stable
set search_path = ''
as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
    )::uuid
$$;

create function auth.role()
returns text
language sql
stable
set search_path = ''
as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim.role', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
    )
$$;

create function auth.email()
returns text
language sql
stable
set search_path = ''
as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim.email', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
    )
$$;

create function auth.jwt()
returns jsonb
language sql
stable
set search_path = ''
as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')
    )::jsonb
$$;

alter function auth.uid() owner to supabase_auth_admin;
alter function auth.role() owner to supabase_auth_admin;
alter function auth.email() owner to supabase_auth_admin;
alter function auth.jwt() owner to supabase_auth_admin;

comment on function auth.uid() is 'Id of the signed-in user; null for nobody.';
comment on function auth.role() is 'API role of the request: anon, authenticated or service_role.';
comment on function auth.email() is 'E-mail address of the signed-in user; deprecated: use auth.jwt() ->> ''email''.';
comment on function auth.jwt() is 'All claims of the request''s token.';
