"""The text of ``sql/<system>/system.toml`` as values, with every fault that can be seen without other files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from .faults import Fault, did_you_mean
from .places import Place
from .systems import ENGINES, Boundaries, Distribution, Variables
from .toml_places import KeyPath, Places, locate
from .toml_values import TomlReader, dotted, nearest, syntax_fault

NAME = re.compile(r"[a-z][a-z0-9_]*")
VARIABLE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
SETTING = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*", re.IGNORECASE)
TABLE = re.compile(r"[^\s.]+\.[^\s.]+")
MAX_NAME = 63  # bytes of an identifier in Postgres

RESERVED_SERVICES = {
    "roles": "policies/<system>/roles.sql is read before those of the services",
    "access": "policies/<system>/access.toml holds the personas",
    "legacy": "sql/<system>/legacy/ holds the transforms of legacy rows",
    "demo": "seeds/<system>/demo/ holds the demo rows",
}
RESERVED_SYSTEMS = {"legacy": "seeds/legacy/ holds the legacy databases"}
# The policies of a service are a state: grants and policies in its schemas that the files lack are removed. In these
# schemas that would break the platform, or our own history.
RESERVED_SCHEMAS = frozenset(
    {
        *("auth", "storage", "realtime", "extensions", "graphql", "graphql_public", "vault", "net", "cron", "pgmq"),
        *("pgbouncer", "pgsodium", "supabase_functions", "supabase_migrations", "information_schema", "toolkit"),
    }
)
# Set by the shell or the system for everybody: as a variable of ours, their value would come from there.
AMBIENT_VARIABLES = frozenset(
    {
        *(
            "HOME",
            "HOSTNAME",
            "LANG",
            "LOGNAME",
            "OLDPWD",
            "PATH",
            "PWD",
            "SHELL",
            "SHLVL",
            "TERM",
            "TMPDIR",
            "TZ",
            "USER",
        ),
    }
)

# What templates know beside the variables of their system.
TEMPLATE_NAMES = ("engine", "per_statement")

FOREIGN_KEYS = ("any", "listed", "forbidden")
TABLES: Mapping[str, tuple[str, ...]] = {
    "system": ("name", "description", "requires", "engine"),
    "services": (),
    "api": ("schemas",),
    "variables": (),
    "boundaries": ("foreign_keys", "allowed"),
    "settings": (),
    "citus": ("distribution_column", "reference_tables"),
}
SERVICE_KEYS = ("description", "schemas", "requires")


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """``[services.<name>]`` as written."""

    name: str
    description: str
    schemas: tuple[str, ...]
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """
    ``system.toml`` as written; services and lists in the order of the file.

    ``engine`` is None where the file names none: such a system is for Postgres, and its files speak of no engine.
    ``boundaries.allowed`` holds pairs of full names (``system/service``). ``places`` finds keys for messages, and the
    elements of lists by their value: ``("system", "requires", "common")``.
    """

    path: str
    name: str  # of the folder: a wrong ``name`` in the file is a fault, and everybody else uses the folder's
    description: str
    requires: tuple[str, ...]
    services: tuple[ServiceEntry, ...]
    exposed_schemas: tuple[str, ...]
    variables: tuple[tuple[str, str], ...]
    boundaries: Boundaries
    places: Places = field(repr=False)
    engine: str | None = None
    settings: Variables = ()
    distribution: Distribution = field(default_factory=Distribution)

    def place(self, *key: str | int) -> Place:
        """Where *key* stands, or the nearest table around it; the start of the file where even that is missing."""
        return nearest(self.places, key)


def read_manifest(text: str, path: str, folder: str) -> tuple[Manifest | None, tuple[Fault, ...]]:
    """
    The values of *text*, and what is wrong with it. *folder* is the name that the system must have.

    Values with a fault are left out, the others are there; None where the text is no TOML at all.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, (syntax_fault(error, text, path),)
    reader = _Reader(path, locate(text))
    manifest = reader.manifest(document, folder)
    return manifest, tuple(reader.faults)


class _Reader(TomlReader):
    """Takes a manifest out of its document."""

    def manifest(self, document: Mapping[str, object], folder: str) -> Manifest:
        self.known_keys((), document, tuple(TABLES))
        tables = {name: self.table((name,), document, keys) for name, keys in TABLES.items()}
        self.system_name(folder, tables["system"], has_table="system" in document)
        services = tuple(self.service(name, tables["services"]) for name in tables["services"])
        if not services and not self.faults:
            self.fault(
                (), "[services.<name>]: missing", f"a system has at least one service: write [services.{folder}]"
            )
        return Manifest(
            path=self.path,
            name=folder,
            description=self.text(("system", "description"), tables["system"]),
            requires=self.names(("system", "requires"), tables["system"]),
            services=services,
            exposed_schemas=self.names(("api", "schemas"), tables["api"]),
            variables=self.variables(tables["variables"]),
            boundaries=self.boundaries(folder, tables["boundaries"]),
            places=self.places,
            engine=self.engine(tables["system"]),
            settings=self.settings(tables["settings"]),
            distribution=self.distribution(tables["citus"]),
        )

    def system_name(self, folder: str, table: Mapping[str, object], *, has_table: bool) -> None:
        if not NAME.fullmatch(folder):
            self.fault((), f'the folder "{folder}" cannot name a system', "lower-case letters, digits and _")
        if folder in RESERVED_SYSTEMS:
            self.fault((), f'no system may be called "{folder}": {RESERVED_SYSTEMS[folder]}', "rename the folder")
        if "name" not in table:
            missing = "system.name: missing" if has_table else "[system]: missing"
            self.fault(("system",), missing, f'write `name = "{folder}"` under [system]')
            return
        name = self.text(("system", "name"), table)
        if name and name != folder:
            self.fault(("system", "name"), f'system.name: "{name}" is not the name of its folder', f'write "{folder}"')

    def engine(self, table: Mapping[str, object]) -> str | None:
        if "engine" not in table:
            return None
        engine = self.text(("system", "engine"), table)
        if engine not in ENGINES and isinstance(table["engine"], str):
            self.fault(("system", "engine"), f'system.engine: unknown engine "{engine}"', did_you_mean(engine, ENGINES))
        return engine if engine in ENGINES else ENGINES[0]

    def service(self, name: str, services: Mapping[str, object]) -> ServiceEntry:
        key = ("services", name)
        self.name(key, name, "services")
        if name in RESERVED_SERVICES:
            self.fault(key, f'no service may be called "{name}": {RESERVED_SERVICES[name]}', "choose another name")
        table = self.table(key, services, SERVICE_KEYS)
        schemas = self.names((*key, "schemas"), table)
        for schema in schemas:
            if schema in RESERVED_SCHEMAS or schema.startswith("pg_"):
                self.fault(
                    (*key, "schemas", schema),
                    f'{dotted(key)}.schemas: "{schema}" belongs to Postgres, Supabase or this tool',
                    f'a schema of your own, such as "{schema}_schema"',
                )
        if "schemas" not in table and isinstance(services[name], dict):
            self.fault(key, f"{dotted(key)}.schemas: missing", f'write `schemas = ["{name}"]`, the schemas it owns')
        return ServiceEntry(
            name,
            self.text((*key, "description"), table),
            schemas,
            self.strings((*key, "requires"), table),
        )

    def variables(self, table: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
        for name in table:
            if not VARIABLE.fullmatch(name):
                self.fault(("variables", name), f'variables: "{name}" cannot be used in a template', "A-Z, 0-9 and _")
            if name in TEMPLATE_NAMES:
                self.fault(
                    ("variables", name),
                    f"variables.{name}: templates know this name as that of the toolkit",
                    f"choose another name, such as {name.upper()}",
                )
            if name in AMBIENT_VARIABLES:
                self.fault(
                    ("variables", name),
                    f"variables.{name}: every process has this in its environment, which overrides the file",
                    f"choose another name, such as APP_{name}",
                )
        return tuple((name, self.text(("variables", name), table)) for name in table)

    def settings(self, table: Mapping[str, object]) -> Variables:
        for name in table:
            if not SETTING.fullmatch(name):
                hint = 'a setting of Postgres or of an extension; with a dot in it, in quotes: "citus.shard_count"'
                self.fault(("settings", name), f'settings: "{name}" cannot be the name of a setting', hint)
        return tuple((name, self.text(("settings", name), table)) for name in table)

    def distribution(self, table: Mapping[str, object]) -> Distribution:
        key = ("citus", "reference_tables")
        names = self.strings(key, table)
        for name in names:
            if not TABLE.fullmatch(name):
                self.fault((*key, name), f'{dotted(key)}: "{name}" is no table with its schema', "write schema.table")
        return Distribution(self.text(("citus", "distribution_column"), table), names)

    def boundaries(self, folder: str, table: Mapping[str, object]) -> Boundaries:
        rule = self.text(("boundaries", "foreign_keys"), table) or "any"
        if rule not in FOREIGN_KEYS:
            known = did_you_mean(rule, FOREIGN_KEYS)
            self.fault(("boundaries", "foreign_keys"), f'boundaries.foreign_keys: unknown value "{rule}"', known)
            rule = "any"
        elif "allowed" in table and rule != "listed":
            self.fault(
                ("boundaries", "allowed"),
                f'boundaries.allowed: has no effect while foreign_keys is "{rule}"',
                'write `foreign_keys = "listed"`, or remove it',
            )
        texts = self.strings(("boundaries", "allowed"), table)
        return Boundaries(rule, tuple(pair for text in texts if (pair := self.pair(folder, text))))

    def pair(self, folder: str, text: str) -> tuple[str, str] | None:
        names = [name.strip() for name in text.split("->")]
        if len(names) != 2 or not all(names):
            key = ("boundaries", "allowed", text)
            self.fault(key, f'boundaries.allowed: "{text}" is no pair of services', 'write "referring -> referred"')
            return None
        referring, referred = (name if "/" in name else f"{folder}/{name}" for name in names)
        return referring, referred

    def names(self, key: KeyPath, table: Mapping[str, object]) -> tuple[str, ...]:
        return tuple(text for text in self.strings(key, table) if self.name((*key, text), text, dotted(key)))

    def name(self, key: KeyPath, name: str, where: str) -> bool:
        if NAME.fullmatch(name) and len(name) <= MAX_NAME:
            return True
        self.fault(
            key,
            f'{where}: "{name}" cannot be a name here',
            f"a letter, then lower-case letters, digits and _, at most {MAX_NAME}",
        )
        return False
