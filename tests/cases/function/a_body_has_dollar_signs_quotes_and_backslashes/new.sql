create schema a;
create function a.f() returns text language plpgsql as $x$ begin return $function$it's \n $$ $function$; end $x$;
create function a.g() returns text language sql as 'select ''x$''::text -- $';
