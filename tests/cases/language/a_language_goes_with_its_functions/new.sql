-- superuser
create function public.f() returns int language plpgsql as 'begin return 1; end';
