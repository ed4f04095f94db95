"""Tables of random schemas with their columns, partitions and inheritance; sequences; the columns of any relation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.core.identifiers import quoted

from .base import Key, Thing, Type, World
from .routines import Function, is_callable, is_pure
from .types import BUILT_IN, category, computed, constant, type_name, type_needs


@dataclass(frozen=True, slots=True)
class Column(Thing):
    """
    A column of a table. ``default`` is the variant of a constant, ``call`` a sequence or function that gives the
    default; ``generated`` is ``stored`` or ``virtual``, then it is computed of the column ``source``, with the pure
    function ``call`` if that fits.
    """

    type: Type
    is_not_null: bool
    default: int | None
    call: Key | None
    identity: str
    generated: str
    source: str
    variant: int
    collation: str
    compression: str
    statistics: int | None
    storage: str

    def kind_of(self, world: World) -> tuple[Type, str]:
        """Its type, and the expression of one that is generated."""
        if not self.generated:
            return self.type, ""
        source = Key("column", self.key.schema, self.key.name, self.source)
        thing = world.get(source)
        if not isinstance(thing, Column) or thing.generated:
            return self.type, ""
        function = world.get(self.call) if self.call else None
        if isinstance(function, Function) and function.shape == "pure" and self.generated == "stored":
            called = function.on(quoted(self.source), thing.type, world)
            if called:
                return called[1], called[0]
        expression, of = computed(world, quoted(self.source), thing.type, self.variant)
        return of, expression

    def is_sound(self, world: World) -> bool:
        """What it is generated of is there; it is not two things at once."""
        table = world.get(Key("table", self.key.schema, self.key.name))
        if not isinstance(table, Table) or table.partition_of:
            return False
        if is_circular(world, self.type, table.key):
            return False
        if self.generated:
            source = world.get(Key("column", self.key.schema, self.key.name, self.source))
            plain = isinstance(source, Column) and not source.generated
            own = self.generated == "virtual" and isinstance(source, Column) and not is_built_in(source.type)
            called = self.call is not None and not (is_pure(world, self.call) and self.generated == "stored")
            return plain and not own and not called and not self.identity and self.default is None
        if self.identity:
            return (
                self.type.base in ("integer", "bigint", "smallint")
                and not self.type.is_array
                and self.is_not_null
                and self.default is None
                and self.call is None
            )
        if self.call:
            return self.default is None and self.fits_call(world, self.call)
        return True

    def fits_call(self, world: World, call: Key) -> bool:
        """Whether its default may be what the sequence or function gives."""
        if call.kind == "sequence":
            return category(world, self.type) == "number" and isinstance(self.type.base, str)
        function = world[call]
        return (
            is_callable(world, call, tracked=True)
            and isinstance(function, Function)
            and function.called(world)[1] == self.type
        )

    def definition(self, world: World) -> str:
        """It in ``create table``."""
        of, expression = self.kind_of(world)
        parts = [quoted(self.key.part), type_name(of)]
        if self.compression and self.is_long(of):
            parts.append(f"compression {self.compression}")
        if self.collation and is_text(of):
            parts.append(f'collate "{self.collation}"')
        if self.default is not None:
            parts.append(f"default {constant(world, of, self.default)}")
        if self.is_not_null:
            parts.append("not null")
        if self.identity:
            parts.append(f"generated {self.identity} as identity (start with {1 + self.variant})")
        if expression:
            parts.append(f"generated always as ({expression}) {self.generated}")
        return " ".join(parts)

    def is_long(self, of: Type) -> bool:
        """Whether values of the type may be compressed, here."""
        return (of.is_array or of.base in ("text", "jsonb", "bytea")) and self.generated != "virtual"

    def sql(self, world: World) -> Iterator[str]:
        """What is set after the table is made."""
        head = f"alter table {self.key.dotted} alter column {quoted(self.key.part)}"
        if self.statistics is not None and self.generated != "virtual":
            yield f"{head} set statistics {self.statistics}"
        if self.storage and self.is_long(self.kind_of(world)[0]):
            yield f"{head} set storage {self.storage}"

    def late(self, world: World) -> Iterator[tuple[tuple[Key, ...], str]]:
        """The default that is a call."""
        if not self.call or self.generated:
            return
        thing = world.get(self.call)
        if thing is None:
            yield (self.call,), ""
        else:
            name = self.call.dotted.replace("'", "''")
            value = thing.called(world)[0] if isinstance(thing, Function) else f"nextval('{name}')"
            head = f"alter table {self.key.dotted} alter column {quoted(self.key.part)}"
            yield (self.call,), f"{head} set default {value}"


def is_circular(world: World, of: Type, table: Key) -> bool:
    """Whether the type is, or has in it, a row of *table*."""
    return isinstance(of.base, Key) and (of.base == table or table in needed(world, of.base))


def needed(world: World, key: Key) -> set[Key]:
    """All that a thing needs, and what that needs."""
    found: set[Key] = set()
    waiting = [key]
    while waiting:
        key = waiting.pop()
        more = (world.needs(key) if key in world else set()) - found
        found |= more
        waiting += more
    return found


def is_text(of: Type) -> bool:
    """Whether the type has a collation."""
    return isinstance(of.base, str) and BUILT_IN[of.base][0] == "text"


def is_built_in(of: Type) -> bool:
    """Whether the type is one of Postgres' own."""
    return isinstance(of.base, str)


@dataclass(frozen=True, slots=True)
class Table(Thing):
    """
    A table. ``parents`` are those from which it inherits; ``partition_by`` is how and by which column it is
    partitioned, ``partition_of`` the table of which it is the part with the number ``bound``.
    """

    persistence: str
    fillfactor: int | None
    parents: tuple[Key, ...]
    partition_by: tuple[str, str] | None
    partition_of: Key | None
    bound: int
    row_security: int
    is_replica_full: bool
    is_attached: bool

    def needs(self, world: World) -> Iterator[Key]:
        """Its parents, and the types of its columns."""
        yield from self.parents
        if self.partition_of:
            yield self.partition_of
        for key in world.parts(self.key, "column"):
            column = world[key]
            assert isinstance(column, Column)
            yield from type_needs(column.type)
            if column.generated and column.call:
                yield column.call

    def is_sound(self, world: World) -> bool:
        """It is only one of the things that a table can be."""
        if self.partition_of:
            return not self.parents and self.is_sound_part(world, self.partition_of)
        if any(not is_heir_of(world, one) for one in self.parents) or not has_one_of_each(world, self.key):
            return False
        if self.partition_by:
            return not self.persistence and not self.parents and is_partition_key(world, self.key, self.partition_by)
        return True

    def is_sound_part(self, world: World, whole: Key) -> bool:
        """The whole is partitioned, and has no other part with that bound."""
        table = world[whole]
        if not isinstance(table, Table) or not table.partition_by or self.persistence:
            return False
        if table.partition_by[0] == "hash" and self.bound > 3:
            return False
        if self.partition_by and not is_partition_key(world, self.key, self.partition_by):
            return False
        rivals = [key for key in parts_of(world, whole) if key != self.key]
        return all(world[key].bound != self.bound for key in rivals)  # type: ignore[attr-defined]  # they are tables

    def bounds(self, world: World) -> str:
        """``for values …``."""
        assert self.partition_of is not None
        whole = world[self.partition_of]
        assert isinstance(whole, Table)
        assert whole.partition_by is not None
        how, column = whole.partition_by
        is_number = category(world, dict(columns(world, self.partition_of))[column]) == "number"
        first, second = (str(self.bound * 10 + more) if is_number else f"'v{self.bound}{more}'" for more in (1, 9))
        if how == "hash":
            return f"for values with (modulus 4, remainder {self.bound})"
        if self.bound == 9:
            return "default"
        return f"for values in ({first}, {second})" if how == "list" else f"for values from ({first}) to ({second})"

    def sql(self, world: World) -> Iterator[str]:
        """``create table`` and what is set after."""
        name = self.key.dotted
        own = [world[key].definition(world) for key in world.parts(self.key, "column")]  # type: ignore[attr-defined]
        tail = ""
        if self.partition_by:
            tail += f" partition by {self.partition_by[0]} ({quoted(self.partition_by[1])})"
        elif self.fillfactor:
            tail += f" with (fillfactor = {self.fillfactor})"
        head = f"create {self.persistence} table {name}".replace("  ", " ")
        if self.partition_of and self.is_attached:
            yield f"{head} (like {self.partition_of.dotted} including generated including defaults){tail}"
            yield f"alter table {self.partition_of.dotted} attach partition {name} {self.bounds(world)}"
        elif self.partition_of:
            yield f"{head} partition of {self.partition_of.dotted} {self.bounds(world)}{tail}"
        else:
            inherits = f" inherits ({', '.join(one.dotted for one in self.parents)})" if self.parents else ""
            yield f"{head} ({', '.join(own)}){inherits}{tail}"
        if self.row_security:
            yield f"alter table {name} enable row level security"
        if self.row_security == 2:
            yield f"alter table {name} force row level security"
        if self.is_replica_full:
            yield f"alter table {name} replica identity full"


def is_heir_of(world: World, parent: Key) -> bool:
    """Whether a table may inherit from *parent*."""
    table = world.get(parent)
    return isinstance(table, Table) and not table.partition_by and not table.partition_of and not table.persistence


def has_one_of_each(world: World, table: Key) -> bool:
    """Whether the columns that a table has from its parents and of its own agree where they have the same name."""
    found: dict[str, object] = {}
    for key in column_keys(world, table):
        column = world[key]
        assert isinstance(column, Column)
        same = (column.type, column.generated, column.collation, column.identity) if not column.generated else key
        if found.setdefault(key.part, same) != same or (column.default, column.call) != (None, None):
            rivals = [one for one in column_keys(world, table) if one.part == key.part]
            if len(rivals) > 1:
                return False
    return True


def is_partition_key(world: World, table: Key, how: tuple[str, str]) -> bool:
    """Whether the table may be partitioned so."""
    of = dict(columns(world, table)).get(how[1])
    keys = [key for key in column_keys(world, table) if key.part == how[1]]
    is_plain = all(not world[key].generated for key in keys)  # type: ignore[attr-defined]  # they are columns
    has_identity = any(world[key].identity for key in column_keys(world, table))  # type: ignore[attr-defined]
    return of is not None and is_plain and not has_identity and of in KEY_TYPES


KEY_TYPES = (Type("integer"), Type("bigint"), Type("text"))


def parts_of(world: World, whole: Key) -> list[Key]:
    """The partitions of a table."""
    return [key for key in world.of("table") if world[key].partition_of == whole]  # type: ignore[attr-defined]


def wholes_of(world: World, part: Key) -> list[Key]:
    """The tables of which a table is a partition, itself first."""
    table = world.get(part)
    more = wholes_of(world, table.partition_of) if isinstance(table, Table) and table.partition_of else []
    return [part, *more]


def all_parts(world: World, whole: Key) -> list[Key]:
    """The partitions of a table, and theirs; itself first."""
    return [whole, *(one for part in parts_of(world, whole) for one in all_parts(world, part))]


def column_keys(world: World, table: Key) -> list[Key]:
    """The keys of a table's columns: those of its parents, then its own."""
    thing = world.get(table)
    if not isinstance(thing, Table):
        return []
    above = thing.parents or ((thing.partition_of,) if thing.partition_of else ())
    return [key for one in above for key in column_keys(world, one)] + world.parts(table, "column")


def columns(world: World, relation: Key, *, of_rows: bool = True) -> tuple[tuple[str, Type], ...]:
    """Names and types of the columns of a relation; those of rows only, or also those that are not stored."""
    from .views import View

    thing = world.get(relation)
    if isinstance(thing, View):
        return tuple((name, of) for name, _, of in thing.outputs(world))
    found: dict[str, Type] = {}
    for key in column_keys(world, relation):
        column = world[key]
        assert isinstance(column, Column)
        if of_rows or column.generated != "virtual":
            found.setdefault(key.part, column.kind_of(world)[0])
    return tuple(found.items())


@dataclass(frozen=True, slots=True)
class Sequence(Thing):
    """A sequence; ``owner`` is the column that owns it."""

    type: str
    start: int
    increment: int
    cache: int
    is_cycle: bool
    owner: Key | None

    def needs(self, world: World) -> Iterator[Key]:
        """The column that owns it."""
        if self.owner:
            yield self.owner

    def is_sound(self, world: World) -> bool:
        """Its owner is in its schema, in a table that has the same owner."""
        return self.owner is None or self.owner.schema == self.key.schema

    def sql(self, world: World) -> Iterator[str]:
        """``create sequence``."""
        del world
        cycle = " cycle" if self.is_cycle else ""
        owner = f" owned by {self.owner.dotted}.{quoted(self.owner.part)}" if self.owner else ""
        yield (
            f"create sequence {self.key.dotted} as {self.type} increment by {self.increment} "
            f"start with {self.start} minvalue 1 cache {self.cache}{cycle}{owner}"
        )
