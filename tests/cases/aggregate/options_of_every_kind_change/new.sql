create schema a;
create function a.add(integer, integer) returns integer language sql immutable strict as $$ select $1 + $2 $$;
create function a.sub(integer, integer) returns integer language sql immutable strict as $$ select $1 - $2 $$;
create function a.fin(integer) returns integer language sql immutable as $$ select $1 $$;
create aggregate a.total(integer) (
    sfunc = a.add, stype = integer, sspace = 40, finalfunc = a.fin, finalfunc_modify = shareable, combinefunc = a.add, initcond = '10',
    msfunc = a.add, minvfunc = a.sub, mstype = integer, msspace = 20, mfinalfunc = a.fin, mfinalfunc_modify = read_write, minitcond = '5',
    parallel = safe
);
create view a.v as select a.total(n) as n from generate_series(1, 3) as n;
