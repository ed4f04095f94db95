-- superuser
create schema a;
create function a.f(integer[], variadic integer[]) returns integer[] language sql immutable as $$ select $1 || $2 $$;
create aggregate a.many(variadic items integer[]) (sfunc = a.f, stype = integer[], initcond = '{}');
create aggregate a.avg(numeric) (sfunc = numeric_avg_accum, stype = internal, finalfunc = numeric_avg);
