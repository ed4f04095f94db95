"""
Every column of ``pg_catalog``, and what a comparison makes of it.

A column is managed (a fact says it), or Postgres fills it by itself, or a user can set it and it is not compared: then
there is a reason, and ``toolkit diff`` can print it. A test reads the columns of each version of Postgres and fails
when one is not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Census:
    """
    The columns of one catalog, separated by blanks.

    ``managed`` are those that facts are made of, ``own`` those that Postgres fills by itself or that only name the
    object; ``unmanaged`` says of each other one why it is not compared.
    """

    managed: str = ""
    own: str = ""
    unmanaged: Mapping[str, str] = field(default_factory=dict)

    def columns(self) -> frozenset[str]:
        """All of them."""
        return frozenset((*self.managed.split(), *self.own.split(), *self.unmanaged))


TABLESPACE = "where a table lies is a matter of the machine, and tablespaces belong to the whole server"
SERVER = "it belongs to the whole server, not to this database"
BASE_TYPE = "a base type is made of C functions and comes with its extension"

CENSUS: Mapping[str, Census] = {
    "pg_aggregate": Census(
        "aggfnoid aggkind aggnumdirectargs aggtransfn aggfinalfn aggcombinefn aggserialfn aggdeserialfn aggmtransfn "
        "aggminvtransfn aggmfinalfn aggfinalextra aggmfinalextra aggfinalmodify aggmfinalmodify aggsortop aggtranstype "
        "aggtransspace aggmtranstype aggmtransspace agginitval aggminitval"
    ),
    "pg_am": Census("amname amhandler amtype", "oid"),
    "pg_amop": Census(
        "amopfamily amoplefttype amoprighttype amopstrategy amoppurpose amopopr amopsortfamily", "oid amopmethod"
    ),
    "pg_amproc": Census("amprocfamily amproclefttype amprocrighttype amprocnum amproc", "oid"),
    "pg_attrdef": Census("adrelid adnum adbin", "oid"),
    "pg_attribute": Census(
        "attrelid attname atttypid atttypmod attstorage attcompression attnotnull attidentity attgenerated attislocal "
        "attinhcount attcollation attstattarget attacl attoptions attfdwoptions",
        "attlen attndims attbyval attalign atthasdef atthasmissing attisdropped attmissingval attcacheoff",
        {"attnum": "the order of columns cannot be changed without making the table anew, which would cost its rows"},
    ),
    "pg_auth_members": Census(
        "roleid member admin_option inherit_option set_option",
        "oid",
        {"grantor": "only the grantor itself can grant in its own name"},
    ),
    "pg_authid": Census(
        "rolname rolsuper rolinherit rolcreaterole rolcreatedb rolcanlogin rolreplication rolbypassrls rolconnlimit "
        "rolvaliduntil",
        "oid",
        {"rolpassword": "a password is never read"},
    ),
    "pg_cast": Census("castsource casttarget castfunc castcontext castmethod", "oid"),
    "pg_class": Census(
        "relname relnamespace reloftype relowner relam relpersistence relkind relispopulated relrowsecurity "
        "relforcerowsecurity relreplident relispartition relacl reloptions relpartbound reltoastrelid",
        "oid reltype relfilenode relpages reltuples relallvisible relallfrozen relhasindex relisshared relnatts "
        "relchecks relhasrules relhastriggers relhassubclass relrewrite relfrozenxid relminmxid",
        {"reltablespace": TABLESPACE},
    ),
    "pg_collation": Census(
        "collname collnamespace collowner collprovider collisdeterministic collcollate collctype colllocale "
        "colliculocale collicurules",
        "oid",
        {
            "collencoding": "it follows from the encoding of the database",
            "collversion": "the version of the library of this machine; `alter collation … refresh version` sets it",
        },
    ),
    "pg_constraint": Census(
        "conname connamespace contype condeferrable condeferred conenforced convalidated conrelid contypid confrelid "
        "confupdtype confdeltype confmatchtype conislocal coninhcount connoinherit conperiod conkey confkey "
        "confdelsetcols conexclop conbin",
        "oid conindid conparentid conpfeqop conppeqop conffeqop",
    ),
    "pg_conversion": Census("conname connamespace conowner conforencoding contoencoding conproc condefault", "oid"),
    "pg_database": Census(
        "",
        "oid datname datfrozenxid datminmxid dathasloginevt",
        {
            "datdba": "the database itself is made by whoever runs the server",
            "encoding": "it cannot be changed after the database is made",
            "datlocprovider": "it cannot be changed after the database is made",
            "datcollate": "it cannot be changed after the database is made",
            "datctype": "it cannot be changed after the database is made",
            "datlocale": "it cannot be changed after the database is made",
            "daticulocale": "it cannot be changed after the database is made",
            "daticurules": "it cannot be changed after the database is made",
            "datcollversion": "the version of the library of this machine",
            "datistemplate": "how the database is kept, not what it holds",
            "datallowconn": "how the database is kept, not what it holds",
            "datconnlimit": "how the database is kept, not what it holds",
            "dattablespace": TABLESPACE,
            "datacl": "who may connect is a matter of the server on which the database lies",
        },
    ),
    "pg_db_role_setting": Census("setdatabase setrole setconfig"),
    "pg_default_acl": Census("defaclrole defaclnamespace defaclobjtype defaclacl", "oid"),
    "pg_depend": Census(
        "classid objid objsubid refclassid refobjid refobjsubid deptype",
    ),
    "pg_description": Census("objoid classoid objsubid description"),
    "pg_enum": Census("enumtypid enumsortorder enumlabel", "oid"),
    "pg_event_trigger": Census("evtname evtevent evtowner evtfoid evtenabled evttags", "oid"),
    "pg_extension": Census(
        "extname extnamespace extrelocatable extversion",
        "oid extconfig extcondition",
        {"extowner": "an extension belongs to whoever installed it, and cannot be given away"},
    ),
    "pg_foreign_data_wrapper": Census("fdwname fdwowner fdwhandler fdwvalidator fdwacl fdwoptions", "oid"),
    "pg_foreign_server": Census("srvname srvowner srvfdw srvtype srvversion srvacl srvoptions", "oid"),
    "pg_foreign_table": Census("ftrelid ftserver ftoptions"),
    "pg_index": Census(
        "indexrelid indrelid indnatts indnkeyatts indisunique indnullsnotdistinct indisprimary indisexclusion "
        "indimmediate indisclustered indisvalid indisreplident indkey indcollation indclass indoption indexprs indpred",
        "indcheckxmin indisready indislive",
    ),
    "pg_inherits": Census("inhrelid inhparent inhseqno inhdetachpending"),
    "pg_init_privs": Census("", "objoid classoid objsubid privtype initprivs"),
    "pg_language": Census("lanname lanowner lanpltrusted lanplcallfoid laninline lanvalidator lanacl", "oid lanispl"),
    "pg_largeobject": Census("", "loid pageno data"),
    "pg_largeobject_metadata": Census("lomowner lomacl", "oid"),
    "pg_namespace": Census("nspname nspowner nspacl", "oid"),
    "pg_opclass": Census(
        "opcmethod opcname opcnamespace opcowner opcfamily opcintype opcdefault opckeytype",
        "oid",
    ),
    "pg_operator": Census(
        "oprname oprnamespace oprowner oprcanmerge oprcanhash oprleft oprright oprcom oprnegate oprcode oprrest "
        "oprjoin",
        "oid oprkind oprresult",
    ),
    "pg_opfamily": Census("opfmethod opfname opfnamespace opfowner", "oid"),
    "pg_parameter_acl": Census("parname paracl", "oid"),
    "pg_partitioned_table": Census(
        "partrelid partstrat partnatts partattrs partclass partcollation partexprs", "partdefid"
    ),
    "pg_policy": Census("polname polrelid polcmd polpermissive polroles polqual polwithcheck", "oid"),
    "pg_proc": Census(
        "proname pronamespace proowner prolang procost prorows provariadic prosupport prokind prosecdef proleakproof "
        "proisstrict proretset provolatile proparallel prorettype proargtypes proallargtypes proargmodes proargnames "
        "proargdefaults protrftypes prosrc probin prosqlbody proconfig proacl",
        "oid pronargs pronargdefaults",
    ),
    "pg_publication": Census(
        "pubname pubowner puballtables pubinsert pubupdate pubdelete pubtruncate pubviaroot pubgencols", "oid"
    ),
    "pg_publication_namespace": Census("pnpubid pnnspid", "oid"),
    "pg_publication_rel": Census("prpubid prrelid prqual prattrs", "oid"),
    "pg_range": Census("rngtypid rngsubtype rngmultitypid rngcollation rngsubopc rngcanonical rngsubdiff"),
    "pg_replication_origin": Census("", "roident", {"roname": SERVER}),
    "pg_rewrite": Census("rulename ev_class ev_type ev_enabled is_instead ev_qual ev_action", "oid"),
    "pg_seclabel": Census("objoid classoid objsubid provider label"),
    "pg_sequence": Census("seqrelid seqtypid seqstart seqincrement seqmax seqmin seqcache seqcycle"),
    "pg_shdepend": Census("", "dbid classid objid objsubid refclassid refobjid deptype"),
    "pg_shdescription": Census("objoid classoid description"),
    "pg_shseclabel": Census("objoid classoid provider label"),
    "pg_statistic": Census(
        "",
        "starelid staattnum stainherit stanullfrac stawidth stadistinct stakind1 stakind2 stakind3 stakind4 stakind5 "
        "staop1 staop2 staop3 staop4 staop5 stacoll1 stacoll2 stacoll3 stacoll4 stacoll5 stanumbers1 stanumbers2 "
        "stanumbers3 stanumbers4 stanumbers5 stavalues1 stavalues2 stavalues3 stavalues4 stavalues5",
    ),
    "pg_statistic_ext": Census("stxrelid stxname stxnamespace stxowner stxkeys stxstattarget stxkind stxexprs", "oid"),
    "pg_statistic_ext_data": Census("", "stxoid stxdinherit stxdndistinct stxddependencies stxdmcv stxdexpr"),
    "pg_subscription": Census(
        "subdbid subname subowner subenabled subbinary substream subdisableonerr subpasswordrequired subrunasowner "
        "subfailover subslotname subsynccommit subpublications suborigin",
        "oid subskiplsn",
        {
            "subconninfo": "it holds a password, and is neither read nor printed",
            "subtwophasestate": "it can only be chosen when the subscription is made with its slot",
        },
    ),
    "pg_subscription_rel": Census("", "srsubid srrelid srsubstate srsublsn"),
    "pg_tablespace": Census(
        "", "oid", {"spcname": TABLESPACE, "spcowner": TABLESPACE, "spcacl": TABLESPACE, "spcoptions": TABLESPACE}
    ),
    "pg_transform": Census("trftype trflang trffromsql trftosql", "oid"),
    "pg_trigger": Census(
        "tgrelid tgname tgfoid tgtype tgenabled tgconstrrelid tgdeferrable tginitdeferred tgnargs tgattr tgargs tgqual "
        "tgoldtable tgnewtable",
        "oid tgparentid tgisinternal tgconstrindid tgconstraint",
    ),
    "pg_ts_config": Census("cfgname cfgnamespace cfgowner cfgparser", "oid"),
    "pg_ts_config_map": Census("mapcfg maptokentype mapseqno mapdict"),
    "pg_ts_dict": Census("dictname dictnamespace dictowner dicttemplate dictinitoption", "oid"),
    "pg_ts_parser": Census("prsname prsnamespace prsstart prstoken prsend prsheadline prslextype", "oid"),
    "pg_ts_template": Census("tmplname tmplnamespace tmplinit tmpllexize", "oid"),
    "pg_type": Census(
        "typname typnamespace typowner typtype typnotnull typbasetype typtypmod typcollation typdefaultbin typacl",
        "oid typlen typbyval typisdefined typrelid typelem typarray typndims typdefault",
        dict.fromkeys(
            (
                *("typcategory", "typispreferred", "typdelim", "typsubscript", "typinput", "typoutput", "typreceive"),
                *("typsend", "typmodin", "typmodout", "typanalyze", "typalign", "typstorage"),
            ),
            BASE_TYPE,
        ),
    ),
    "pg_user_mapping": Census("umuser umserver umoptions", "oid"),
}


def unmanaged() -> tuple[tuple[str, str], ...]:
    """What a user can set and a comparison does not see, as ``pg_class.reltablespace``, with the reason; sorted."""
    found = ((f"{name}.{column}", why) for name, one in CENSUS.items() for column, why in one.unmanaged.items())
    return tuple(sorted(found))
