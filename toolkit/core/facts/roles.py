"""Roles, who belongs to whom, and settings; roles belong to a whole server."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from ..identifiers import quoted
from .base import Alteration, Fact, ObjectId, Statements, constant, joined

# Settings whose value is a list: each element is quoted for itself. Source: GUC_LIST_QUOTE in Postgres' own list.
LISTS = frozenset(
    (
        *("local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries"),
        *("temp_tablespaces", "unix_socket_directories", "restrict_nonsystem_relation_kind"),
    )
)
EMPTY_ELEMENT = re.compile(r'(?<![^ ,])""(?![^,])')


@dataclass(frozen=True, slots=True)
class Role(Fact):
    """A row of ``pg_roles``, without the password. ``valid_until`` is a timestamp in UTC."""

    kinds = ("role",)
    goes_last = True  # what it has is taken from it before

    superuser: bool = False
    createdb: bool = False
    createrole: bool = False
    inherit: bool = True
    login: bool = False
    replication: bool = False
    bypassrls: bool = False
    connection_limit: int = -1
    valid_until: str | None = None

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it; a password is never known."""
        del inside
        return (joined(("create", self.what, *self.words(Role(self.id)))),)

    def alter(self, new: Role) -> Alteration:
        """What changes its attributes."""
        return Alteration((joined(("alter", self.what, *new.words(self))),))

    def words(self, old: Role) -> list[str]:
        """The options that lead from *old* to this one."""
        found = []
        for one in fields(self)[1:8]:
            value = getattr(self, one.name)
            if value != getattr(old, one.name):
                found.append(one.name if value else f"no{one.name}")
        if self.connection_limit != old.connection_limit:
            found.append(f"connection limit {self.connection_limit}")
        if self.valid_until != old.valid_until:
            found.append(f"valid until {constant(self.valid_until or 'infinity')}")
        return found


@dataclass(frozen=True, slots=True)
class Membership(Fact):
    """That a role, the second name of the path, is a member of the first. Before Postgres 16 only ``admin`` is said."""

    kinds = ("membership",)
    has_needs = True
    ends_with_needs = True

    admin: bool = False
    inherit: bool | None = None
    set: bool | None = None
    grantors: tuple[str, ...] = field(default=(), compare=False)  # since Postgres 16 only they can take it back

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """Both roles."""
        return tuple(ObjectId("role", (name,)) for name in self.id.path)

    @property
    def what(self) -> str:
        """For messages."""
        return f"membership of {quoted(self.id.path[1])} in {quoted(self.id.path[0])}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes one a member of the other."""
        del inside
        role, member = map(quoted, self.id.path)
        if self.inherit is None:
            return (f"grant {role} to {member}{' with admin option' if self.admin else ''}",)
        options = (("admin", self.admin), ("inherit", self.inherit), ("set", self.set))
        return (f"grant {role} to {member} with {', '.join(f'{name} {_word(value)}' for name, value in options)}",)

    def drop(self) -> Statements:
        """What ends it."""
        role, member = map(quoted, self.id.path)
        by = [f" granted by {quoted(name)}" for name in self.grantors] or [""]
        return tuple(f"revoke {role} from {member}{one}{' cascade' if self.admin else ''}" for one in by)

    def alter(self, new: Membership) -> Alteration:
        """What changes its options."""
        role, member = map(quoted, self.id.path)
        if new.inherit is None and self.admin and not new.admin:
            return Alteration((f"revoke admin option for {role} from {member} cascade",))
        if new.inherit is None or len(self.grantors) > 1:
            return Alteration((*self.drop(), *new.create(())))
        by = f" granted by {quoted(self.grantors[0])}" if self.grantors else ""
        gone = (f"revoke admin option for {role} from {member}{by} cascade",) if self.admin and not new.admin else ()
        return Alteration((*gone, *(f"{one}{by}" for one in new.create(()))))


def _word(value: bool | None) -> str:
    return "true" if value else "false"


@dataclass(frozen=True, slots=True)
class Setting(Fact):
    """
    A setting of a role, of this database, or of a role in this database: a row of ``pg_db_role_setting``.

    The path is the role (empty: all), ``database`` or nothing, and the name of the setting.
    """

    kinds = ("setting",)
    has_needs = True
    ends_with_needs = True

    value: str

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """The role."""
        return (ObjectId("role", self.id.path[:1]),)

    @property
    def what(self) -> str:
        """For messages."""
        return f"setting {self.id.path[2]} of {' in the '.join(part for part in self.id.path[:2] if part)}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What sets it."""
        del inside
        return (self.statement(set_to(self.id.path[2], self.value)),)

    def drop(self) -> Statements:
        """What resets it."""
        return (self.statement(f"reset {setting_name(self.id.path[2])}"),)

    def alter(self, new: Setting) -> Alteration:
        """What sets the other value."""
        return Alteration(new.create(()))

    def statement(self, action: str) -> str:
        """``alter role …`` with that action; the name of this database is found when it runs."""
        role, place, _ = self.id.path
        if not place:
            return f"alter role {quoted(role) if role else 'all'} {action}"
        head = f"alter role {quoted(role)} in database %I" if role else "alter database %I"
        text = constant(f"{head} {action.replace('%', '%%')}")
        return f"do $do$ begin execute format({text}, current_database()); end $do$"


def set_to(name: str, value: str) -> str:
    """``set name to value``; the elements of a list are quoted already, but for one that is empty."""
    if name.lower() not in LISTS:
        return f"set {setting_name(name)} to {constant(value)}"
    elements = EMPTY_ELEMENT.sub(constant(""), value)
    return f"set {setting_name(name)} to {elements or constant('')}"


def setting_name(name: str) -> str:
    """The name of a setting, which may have a namespace: ``app.tenant``."""
    return ".".join(map(quoted, name.split(".")))
