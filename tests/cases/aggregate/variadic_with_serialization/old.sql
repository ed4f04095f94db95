-- superuser
create schema a;
create function a.f(integer[], variadic integer[]) returns integer[] language sql immutable as $$ select $1 || $2 $$;
create aggregate a.many(variadic integer[]) (sfunc = a.f, stype = integer[], initcond = '{}');
create aggregate a.avg(numeric) (
    sfunc = numeric_avg_accum, stype = internal, sspace = 128, finalfunc = numeric_avg,
    combinefunc = numeric_avg_combine, serialfunc = numeric_avg_serialize, deserialfunc = numeric_avg_deserialize, parallel = safe
);
