"""Systems, services and scripts: what a project folder describes, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

Variables = tuple[tuple[str, str], ...]  # names and values, in the order of the file

# What may run the SQL of a system; the first is meant where its system.toml names none.
ENGINES = ("postgres", "citus")


@dataclass(frozen=True, slots=True, order=True)
class ScriptId:
    """The name of a script everywhere: history, messages, ``-- requires:`` headers. Printed ``edulink/auth/0010``."""

    system: str
    service: str
    number: str  # four digits

    def __str__(self) -> str:
        return f"{self.system}/{self.service}/{self.number}"


@dataclass(frozen=True, slots=True)
class Script:
    """
    One versioned SQL file.

    ``text`` is the rendered text: what is linted, hashed, shown and sent. ``source`` is the file as it lies on disk
    (the same object as ``text`` where the system declares no variables and no engine). ``path`` is relative to the
    project folder, with forward slashes. ``requires`` are the ids named in the header's ``-- requires:`` lines, in
    their order. ``variables`` are those that ``source`` was rendered with, ``engine`` among them where the system
    declares one. ``settings`` are made at the head of its transaction. ``engine`` is the only one that the script is
    for; None: any.
    """

    id: ScriptId
    slug: str  # ``users`` of ``0010_users.sql``
    path: str
    source: str = field(repr=False)
    text: str = field(repr=False)
    requires: tuple[ScriptId, ...] = ()
    variables: Variables = field(default=(), repr=False)
    settings: Variables = field(default=(), repr=False)
    engine: str | None = None

    @property
    def sha256(self) -> str:
        """The lower-case hex digest of the rendered text, as the history keeps it."""
        return sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SqlFile:
    """A policy or seed file: no number in the history, run again when its text changes. Fields as in ``Script``."""

    path: str
    source: str = field(repr=False)
    text: str = field(repr=False)
    variables: Variables = field(default=(), repr=False)
    settings: Variables = field(default=(), repr=False)


File = Script | SqlFile


@dataclass(frozen=True, slots=True)
class Service:
    """A service of a system: its schemas, what it needs, its scripts by number and its policy file (None: none)."""

    system: str
    name: str
    schemas: tuple[str, ...]  # those whose objects this service owns; two services may share one
    requires: tuple[str, ...] = ()  # ``auth`` (same system) or ``billing/accounts``, as written
    description: str = ""
    scripts: tuple[Script, ...] = ()
    policies: SqlFile | None = None

    def __str__(self) -> str:
        return f"{self.system}/{self.name}"


@dataclass(frozen=True, slots=True)
class Boundaries:
    """
    Which foreign keys may cross from one service into another.

    ``foreign_keys`` is ``"any"``, ``"listed"`` (only the pairs in ``allowed``) or ``"forbidden"``. A pair is
    (referring service, referred service), each as ``system/service``.
    """

    foreign_keys: str = "any"
    allowed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Distribution:
    """
    How the tables of a system would be spread over the nodes of Citus, where no script does it yet.

    ``column`` is that of the tenant, empty where nobody said it; ``reference_tables`` are to be on every node.
    """

    column: str = ""
    reference_tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class System:
    """
    One folder under ``sql/`` with its policies and seeds.

    ``services`` are in the order of their dependencies. ``roles`` is ``policies/<system>/roles.sql``, run before the
    policies of the services. ``variables`` are the values after the environment had its say, and so is ``engine``,
    None where ``system.toml`` declares none. ``left_out`` are the scripts that are for another engine alone.
    """

    name: str
    path: str  # of ``system.toml``, relative to the project folder
    services: tuple[Service, ...]
    requires: tuple[str, ...] = ()  # other systems
    description: str = ""
    exposed_schemas: tuple[str, ...] = ()  # for PostgREST; the first is its default
    variables: Variables = ()
    boundaries: Boundaries = Boundaries()
    roles: SqlFile | None = None
    seeds: tuple[SqlFile, ...] = ()
    demo_seeds: tuple[SqlFile, ...] = ()
    engine: str | None = None
    left_out: tuple[Script, ...] = ()
    distribution: Distribution = field(default_factory=Distribution)


@dataclass(frozen=True, slots=True)
class Project:
    """All systems of a project folder, in the order of their dependencies."""

    systems: tuple[System, ...]

    def services(self) -> tuple[Service, ...]:
        """Every service, systems in order, services in order within their system."""
        return tuple(service for system in self.systems for service in system.services)

    def system(self, name: str) -> System | None:
        """The system of that name, None where there is none."""
        return next((system for system in self.systems if system.name == name), None)
