-- superuser
create schema a;
create aggregate a.pct(double precision order by double precision) (
    sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_cont_float8_final, finalfunc_modify = read_write
);
create aggregate a.rnk(variadic "any" order by variadic "any") (
    sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical
);
comment on aggregate a.pct(double precision order by double precision) is 'x';
