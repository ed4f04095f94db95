"""Constraints, indexes, triggers, policies and rules of random relations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.core.identifiers import quoted

from .base import Key, Thing, Type, World
from .routines import Function, is_callable, is_pure
from .tables import Column, Table, all_parts, column_keys, columns, wholes_of
from .types import category, computed, pick, predicate

ACTIONS = ("", " on delete cascade", " on update cascade", " on delete restrict deferrable initially deferred")


def names(columns_: tuple[str, ...]) -> str:
    """Columns in a list."""
    return ", ".join(map(quoted, columns_))


def table_of(world: World, part: Key) -> Table | None:
    """The table of which *part* is a part; None where it is one of a view."""
    thing = world.get(Key("table", part.schema, part.name))
    return thing if isinstance(thing, Table) else None


@dataclass(frozen=True, slots=True)
class Constraint(Thing):
    """A constraint. ``target`` is the key that a foreign one refers to; ``call`` a pure function that a check calls."""

    shape: str
    columns: tuple[str, ...]
    variant: int
    target: Key | None
    call: Key | None
    is_deferrable: bool
    is_not_valid: bool
    is_distinct: bool

    def needs(self, world: World) -> Iterator[Key]:
        """The key it refers to, the function that it calls."""
        if self.shape == "foreign" and self.target:
            yield self.target
        if self.shape == "check" and self.call:
            yield self.call

    def is_sound(self, world: World) -> bool:
        """Its columns are there and stored; there is one primary key, and it has the columns of the partitions."""
        table = table_of(world, self.key)
        if table is None or not self.columns or len(set(self.columns)) < len(self.columns):
            return False
        stored = dict(columns(world, table.key, of_rows=False))
        if not set(self.columns) <= set(stored):
            return False
        match self.shape:
            case "foreign":
                return self.is_sound_foreign(world, table, [stored[one] for one in self.columns])
            case "check":
                # Whether that of an heir is valid says which of the two tables came first.
                has_heirs = any(table.key in world[key].parents for key in world.of("table"))  # type: ignore[attr-defined]
                return (self.call is None or is_pure(world, self.call)) and not (has_heirs and self.is_not_valid)
            case "exclude":
                return not table.partition_by and not table.partition_of
        return self.is_sound_key(world, table)

    def is_sound_key(self, world: World, table: Table) -> bool:
        """It has the columns by which its table and the parts of that are partitioned; no primary key is beside it."""
        keys = [world[one].partition_by for one in all_parts(world, table.key)]  # type: ignore[attr-defined]
        if any(key and key[1] not in self.columns for key in keys):
            return False
        related = {*wholes_of(world, table.key), *all_parts(world, table.key)}
        rivals = [key for one in related for key in world.parts(one, "constraint") if key != self.key]
        return self.shape != "primary" or all(world[key].shape != "primary" for key in rivals)  # type: ignore[attr-defined]

    def is_sound_foreign(self, world: World, table: Table, types: list[Type]) -> bool:
        """What it refers to is a key with columns of the same types."""
        target = world.get(self.target) if self.target else None
        if not isinstance(target, Constraint) or target.shape not in ("primary", "unique") or target.is_deferrable:
            return False
        other = table_of(world, target.key)
        if other is None or (other.persistence and not table.persistence):
            return False
        found = dict(columns(world, other.key))
        generated = [key for key in column_keys(world, table.key) if world[key].generated]  # type: ignore[attr-defined]
        if {key.part for key in generated} & set(self.columns):
            return False
        return [found.get(one) for one in target.columns] == types and not (
            self.is_not_valid and (table.partition_by or other.partition_by)
        )

    def sql(self, world: World) -> Iterator[str]:
        """``alter table … add constraint``."""
        table = table_of(world, self.key)
        assert table is not None  # see `is_sound`
        text = f"alter table {self.key.dotted} add constraint {quoted(self.key.part)} "
        valid = " not valid" if self.is_not_valid else ""
        late = " deferrable initially deferred" if self.is_deferrable else ""
        match self.shape:
            case "primary":
                text += f"primary key ({names(self.columns)}){late}"
            case "unique":
                nulls = "" if self.is_distinct else " nulls not distinct"
                text += f"unique{nulls} ({names(self.columns)}){late}"
            case "check":
                text += f"check ({self.condition(world, table.key)})"
                text += " no inherit" if self.variant % 5 == 4 and not table.partition_by else ""
                text += valid if not table.partition_by else ""
            case "exclude":
                text += f"exclude using btree ({quoted(self.columns[0])} with =){late}"
            case "foreign":
                target = world[self.target] if self.target else None
                assert isinstance(target, Constraint)
                where = f"{target.key.dotted} ({names(target.columns)})"
                text += f"foreign key ({names(self.columns)}) references {where}{pick(ACTIONS, self.variant)}{valid}"
        yield text

    def condition(self, world: World, table: Key) -> str:
        """What a check asks."""
        of = dict(columns(world, table))[self.columns[0]]
        value = quoted(self.columns[0])
        function = world.get(self.call) if self.call else None
        called = function.on(value, of, world) if isinstance(function, Function) else None
        return f"{called[0]} is not null" if called else predicate(world, value, of, self.variant)


@dataclass(frozen=True, slots=True)
class Index(Thing):
    """An index. ``columns`` are names, each with how it is in the index: 1 is descending, 2 an expression of it."""

    columns: tuple[tuple[str, int], ...]
    method: str
    is_unique: bool
    include: str
    where: int | None
    fillfactor: int | None
    call: Key | None

    def needs(self, world: World) -> Iterator[Key]:
        """The function that it calls."""
        if self.call:
            yield self.call

    def is_sound(self, world: World) -> bool:
        """Its columns are there and stored, and its method can do what it shall."""
        relation = world.relation(self.key)
        if relation is None or relation.kind not in ("table", "matview"):
            return False
        if self.call and not is_pure(world, self.call):
            return False
        stored = dict(columns(world, relation, of_rows=False))
        named = {name for name, _ in self.columns} | ({self.include} if self.include else set())
        if not self.columns or not named <= set(stored) or len({name for name, _ in self.columns}) < len(self.columns):
            return False
        table = table_of(world, self.key)
        if self.is_unique and table and (table.partition_by or table.partition_of):
            return False
        return self.method == "btree" or self.is_special(category(world, stored[self.columns[0][0]]))

    def is_special(self, kind: str) -> bool:
        """Whether the method suits a column of that kind, and nothing else is asked of it."""
        fits = {"hash": ("number", "text"), "gin": ("json", "array"), "brin": ("number",), "gist": ("range",)}
        is_bare = len(self.columns) == 1 and self.columns[0][1] == 0 and not self.is_unique and not self.include
        return is_bare and kind in fits[self.method]

    def entry(self, world: World, relation: Key, name: str, how: int) -> str:
        """A column in the index."""
        of = dict(columns(world, relation))[name]
        if how == 2:
            function = world.get(self.call) if self.call else None
            called = function.on(quoted(name), of, world) if isinstance(function, Function) else None
            return f"({(called or computed(world, quoted(name), of, len(name)))[0]})"
        return quoted(name) + (" desc nulls last" if how == 1 else "")

    def sql(self, world: World) -> Iterator[str]:
        """``create index``."""
        relation = world.relation(self.key)
        assert relation is not None  # see `is_sound`
        parts = ", ".join(self.entry(world, relation, name, how) for name, how in self.columns)
        unique = "unique " if self.is_unique else ""
        text = f"create {unique}index {quoted(self.key.part)} on {self.key.dotted} using {self.method} ({parts})"
        text += f" include ({quoted(self.include)})" if self.include else ""
        text += f" with (fillfactor = {self.fillfactor})" if self.fillfactor and self.method == "btree" else ""
        if self.where is not None:
            name, of = pick(columns(world, relation, of_rows=False), self.where)
            text += f" where {predicate(world, quoted(name), of, self.where)}"
        yield text


@dataclass(frozen=True, slots=True)
class Trigger(Thing):
    """A trigger that runs ``call``; ``columns`` are those of ``update of``, ``when`` the variant of a condition."""

    call: Key
    timing: str
    events: tuple[str, ...]
    is_for_rows: bool
    columns: tuple[str, ...]
    when: int | None
    is_constraint: bool
    has_transition: bool
    enabled: str

    def needs(self, world: World) -> Iterator[Key]:
        """Its function."""
        yield self.call

    def is_sound(self, world: World) -> bool:
        """Its timing fits the relation."""
        relation, function = world.relation(self.key), world[self.call]
        if relation is None or not isinstance(function, Function) or function.shape != "trigger" or not self.events:
            return False
        if relation.kind == "view":
            return (
                self.timing == "instead of"
                and self.is_for_rows
                and "truncate" not in self.events
                and (not self.is_constraint and not self.has_transition and self.enabled == "enable")
            )
        if relation.kind != "table" or self.timing == "instead of" or ("truncate" in self.events and self.is_for_rows):
            return False
        if self.is_constraint and (self.timing != "after" or not self.is_for_rows):
            return False
        whole = table_of(world, self.key)
        if self.has_transition:
            is_plain = self.timing == "after" and self.events == ("insert",) and not self.is_constraint
            is_related = whole is None or whole.partition_of or whole.parents
            return is_plain and not (self.is_for_rows and (is_related or (whole and whole.partition_by)))
        return True

    def sql(self, world: World) -> Iterator[str]:
        """``create trigger``."""
        relation = world.relation(self.key)
        assert relation is not None  # see `is_sound`
        found = dict(columns(world, relation, of_rows=False))
        of = [name for name in self.columns if name in found and relation.kind == "table"]
        events = [f"update of {names(tuple(of))}" if one == "update" and of else one for one in self.events]
        constraint = "constraint " if self.is_constraint else ""
        text = f"create {constraint}trigger {quoted(self.key.part)} {self.timing} {' or '.join(events)}"
        text += f" on {self.key.dotted}"
        text += " deferrable initially deferred" if self.is_constraint else ""
        text += " referencing new table as fresh" if self.has_transition else ""
        text += " for each row" if self.is_for_rows else " for each statement"
        plain = [(name, of) for name, of in found.items() if not self.is_generated(world, relation, name)]
        if self.when is not None and self.is_for_rows and plain and relation.kind == "table":
            row = "old" if "insert" not in self.events else "new" if "delete" not in self.events else ""
            name, of_type = pick(plain, self.when)
            text += f" when ({predicate(world, f'{row}.{quoted(name)}', of_type, self.when)})" if row else ""
        yield f"{text} execute function {self.call.dotted}()"
        if self.enabled != "enable":
            yield f"alter table {self.key.dotted} {self.enabled} trigger {quoted(self.key.part)}"

    def is_generated(self, world: World, relation: Key, name: str) -> bool:
        """Whether a trigger may not yet look at the column."""
        found = [world[key] for key in column_keys(world, relation) if key.part == name]
        return any(isinstance(one, Column) and one.generated for one in found)


@dataclass(frozen=True, slots=True)
class Policy(Thing):
    """A policy; ``using`` and ``check`` are variants of conditions, ``call`` is a function that they call."""

    command: str
    roles: tuple[str, ...]
    is_permissive: bool
    using: int | None
    check: int | None
    call: Key | None

    def needs(self, world: World) -> Iterator[Key]:
        """The function that it calls."""
        if self.call:
            yield self.call

    def is_sound(self, world: World) -> bool:
        """It is on a table."""
        is_called = self.call is None or is_callable(world, self.call)
        return table_of(world, self.key) is not None and bool(self.roles) and is_called

    def condition(self, world: World, variant: int) -> str:
        """What it asks."""
        parts = []
        found = columns(world, Key("table", self.key.schema, self.key.name))
        if found:
            name, of = pick(found, variant)
            parts.append(predicate(world, quoted(name), of, variant))
        function = world.get(self.call) if self.call else None
        if isinstance(function, Function):
            parts.append(f"(select {function.called(world)[0]}) is not null")
        return " and ".join(f"({one})" for one in parts) or "true"

    def sql(self, world: World) -> Iterator[str]:
        """``create policy``."""
        kind = "permissive" if self.is_permissive else "restrictive"
        text = f"create policy {quoted(self.key.part)} on {self.key.dotted} as {kind} for {self.command}"
        text += f" to {', '.join(self.roles)}"
        if self.using is not None and self.command != "insert":
            text += f" using ({self.condition(world, self.using)})"
        if self.check is not None and self.command not in ("select", "delete"):
            text += f" with check ({self.condition(world, self.check)})"
        yield text


@dataclass(frozen=True, slots=True)
class Rule(Thing):
    """A rule; ``where`` is the variant of a condition."""

    event: str
    is_instead: bool
    where: int | None

    def is_sound(self, world: World) -> bool:
        """It is on a table or view."""
        relation = world.relation(self.key)
        return relation is not None and relation.kind in ("table", "view")

    def sql(self, world: World) -> Iterator[str]:
        """``create rule``."""
        relation = world.relation(self.key)
        assert relation is not None  # see `is_sound`
        found, where = columns(world, relation), ""
        if self.where is not None and found and self.event != "insert":
            name, of = pick(found, self.where)
            where = f" where {predicate(world, f'old.{quoted(name)}', of, self.where)}"
        kind = "instead" if self.is_instead else "also"
        yield f"create rule {quoted(self.key.part)} as on {self.event} to {self.key.dotted}{where} do {kind} nothing"
