-- superuser
create trusted language plother handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
create function public.f() returns int language plother as 'begin return 1; end';
