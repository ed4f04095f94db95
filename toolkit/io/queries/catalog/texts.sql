-- Collations, conversions and text search.
select
    'collation' as kind,
    'pg_catalog.pg_collation'::pg_catalog.regclass::oid as classid,
    c.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || c.collname as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(c.collowner),
            'provider', case c.collprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' end,
            'locale', c.colliculocale, -- until 16
            'locale', c.colllocale, -- since 17
            'rules', c.collicurules, -- since 16
            'lc_collate', c.collcollate,
            'lc_ctype', c.collctype,
            'deterministic', nullif(c.collisdeterministic, true)
        )
    ) as fields,
    null as acl
from pg_catalog.pg_collation as c
join pg_catalog.pg_namespace as n on n.oid = c.collnamespace
where c.oid >= 16384
union all
select
    'conversion',
    'pg_catalog.pg_conversion'::pg_catalog.regclass::oid,
    c.oid,
    0,
    n.nspname || e'\x1f' || c.conname,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(c.conowner),
            'source', pg_catalog.pg_encoding_to_char(c.conforencoding),
            'target', pg_catalog.pg_encoding_to_char(c.contoencoding),
            'function', c.conproc,
            'is_default', nullif(c.condefault, false)
        )
    ),
    null
from pg_catalog.pg_conversion as c
join pg_catalog.pg_namespace as n on n.oid = c.connamespace
where c.oid >= 16384
union all
select
    'text search dictionary',
    'pg_catalog.pg_ts_dict'::pg_catalog.regclass::oid,
    d.oid,
    0,
    n.nspname || e'\x1f' || d.dictname,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(d.dictowner),
            'template', format('%I.%I', tn.nspname, t.tmplname),
            'options', d.dictinitoption
        )
    ),
    null
from pg_catalog.pg_ts_dict as d
join pg_catalog.pg_namespace as n on n.oid = d.dictnamespace
join pg_catalog.pg_ts_template as t on t.oid = d.dicttemplate
join pg_catalog.pg_namespace as tn on tn.oid = t.tmplnamespace
where d.oid >= 16384
union all
select
    'text search configuration',
    'pg_catalog.pg_ts_config'::pg_catalog.regclass::oid,
    c.oid,
    0,
    n.nspname || e'\x1f' || c.cfgname,
    json_build_object(
        'owner', pg_catalog.pg_get_userbyid(c.cfgowner),
        'parser', format('%I.%I', pn.nspname, p.prsname),
        'mappings', coalesce(
            (
                select json_agg(json_build_array(one.token, one.dictionaries) order by one.token)
                from (
                    select
                        t.alias as token,
                        json_agg(m.mapdict::pg_catalog.regdictionary::text order by m.mapseqno) as dictionaries
                    from pg_catalog.pg_ts_config_map as m
                    join pg_catalog.ts_token_type(c.cfgparser) as t on t.tokid = m.maptokentype
                    where m.mapcfg = c.oid
                    group by t.alias
                ) as one
            ),
            '[]'
        )
    ),
    null
from pg_catalog.pg_ts_config as c
join pg_catalog.pg_namespace as n on n.oid = c.cfgnamespace
join pg_catalog.pg_ts_parser as p on p.oid = c.cfgparser
join pg_catalog.pg_namespace as pn on pn.oid = p.prsnamespace
where c.oid >= 16384
union all
select
    'text search parser',
    'pg_catalog.pg_ts_parser'::pg_catalog.regclass::oid,
    p.oid,
    0,
    n.nspname || e'\x1f' || p.prsname,
    json_build_object(
        'functions', array[
            array['start', p.prsstart::text],
            array['gettoken', p.prstoken::text],
            array['end', p.prsend::text],
            array['lextypes', p.prslextype::text]
        ] || case when p.prsheadline::oid <> 0 then array[array['headline', p.prsheadline::text]] end
    ),
    null
from pg_catalog.pg_ts_parser as p
join pg_catalog.pg_namespace as n on n.oid = p.prsnamespace
where p.oid >= 16384
union all
select
    'text search template',
    'pg_catalog.pg_ts_template'::pg_catalog.regclass::oid,
    t.oid,
    0,
    n.nspname || e'\x1f' || t.tmplname,
    json_build_object(
        'functions', case when t.tmplinit::oid <> 0 then array[array['init', t.tmplinit::text]] end
        || array[array['lexize', t.tmpllexize::text]]
    ),
    null
from pg_catalog.pg_ts_template as t
join pg_catalog.pg_namespace as n on n.oid = t.tmplnamespace
where t.oid >= 16384;
