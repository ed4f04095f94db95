-- since: 17
-- superuser
create schema a;
create function a.f() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger o on login execute function a.f();
alter event trigger o disable;
