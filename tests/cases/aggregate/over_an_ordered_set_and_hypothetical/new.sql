-- superuser
create schema a;
create aggregate a.pct(fraction double precision order by x double precision) (
    sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_cont_float8_final, finalfunc_modify = shareable
);
create aggregate a.rnk(variadic "any" order by variadic "any") (
    sfunc = ordered_set_transition_multi, stype = internal, finalfunc = dense_rank_final, finalfunc_extra, hypothetical
);
comment on aggregate a.rnk(variadic "any" order by variadic "any") is 'y';
