"""Makes things of every kind at random, and whole worlds of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from . import parts, routines, tables, types, views
from .base import PARTS, RELATIONS, TYPES, Key, Thing, Type, World
from .hanging import PRIVILEGES, Comment, DefaultPrivileges, Grant, Owner, Schema, Statistics

ONE_OF = TypeVar("ONE_OF")
SCHEMAS = ("app", "Zwei", "s 3")
NAMES = ("orders", "users", "Bücher", "order", "a b", "items", "log", 'x"y', "t1", "größen", "Status", "things")
COLUMNS = ("id", "name", "Größe", "a b", "order", "kind", "total", "note")
ROLES = ("case_a", "case_b")
LABELS = ("new", "open", "it's", "Ende", "x")
TEXTS = ("one", "it's two", "drei\nLinien", "back\\slash")
# How often each kind is made.
WEIGHTS = {
    "enum": 4, "domain": 3, "composite": 3, "range": 1, "table": 7, "column": 18, "constraint": 10, "index": 7,
    "sequence": 3, "function": 12, "view": 9, "matview": 4, "trigger": 4, "policy": 4, "rule": 2, "statistics": 2,
    "comment": 8, "grant": 8, "owner": 4, "defaults": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes things for ``world``; ``major`` is the version of Postgres that shall take them."""

    world: World
    random: Random
    major: int

    def chance(self, percent: int) -> bool:
        """Whether something of that probability happens."""
        return self.random.randrange(100) < percent

    def some(self, choices: Sequence[ONE_OF], most: int) -> tuple[ONE_OF, ...]:
        """At least one, at most so many of *choices*, each once."""
        return tuple(self.random.sample(list(choices), min(len(choices), self.random.randint(1, most))))

    def number(self) -> int:
        """A variant."""
        return self.random.randrange(30)

    def maybe(self, percent: int) -> int | None:
        """A variant, or None."""
        return self.number() if self.chance(percent) else None

    def one_of(self, keys: Sequence[Key], percent: int = 100) -> Key | None:
        """One of *keys*, or None."""
        return self.random.choice(keys) if keys and self.chance(percent) else None

    # Names

    def fresh(self, schema: str, names: Sequence[str] = NAMES) -> str:
        """A name that nothing in the schema has, nor a constraint anywhere."""
        taken = {key.name for key in self.world if key.schema == schema} | {key.part for key in self.world}
        free = [one for one in names if one not in taken]
        if free:
            return self.random.choice(free)
        return next(one for one in (f"{names[0]}{number}" for number in range(2, 10_000)) if one not in taken)

    def new_key(self, kind: str) -> Key | None:
        """The key of a new thing of that kind; None where there is nothing of which it could be a part."""
        if kind in ("comment", "owner", "grant"):
            return self.hanging_key(kind)
        schema = self.random.choice(self.world.of("schema")).schema
        if kind == "defaults":
            return Key(f"defaults:{self.random.randrange(3)}", schema, "defaults")
        if kind not in PARTS:
            return Key(kind, schema, self.fresh(schema))
        relation = self.one_of(
            self.world.of(*(("table",) if kind in ("column", "constraint", "policy") else RELATIONS))
        )
        if relation is None:
            return None
        if kind == "column":
            own = {key.part for key in tables.column_keys(self.world, relation)}
            free = [one for one in COLUMNS if one not in own] or [f"c{len(own)}"]
            return Key(kind, relation.schema, relation.name, self.random.choice(free))
        ends = {"constraint": "check", "index": "idx"}
        made = [f"{relation.name[:20]}_{number}_{ends.get(kind, kind)}" for number in range(1, 40)]
        return Key(kind, relation.schema, relation.name, self.fresh(relation.schema, made))

    def hanging_key(self, kind: str) -> Key | None:
        """The key of what hangs on something."""
        kinds = [one for one in PRIVILEGES if kind != "owner" or one != "schema"]
        kinds += PARTS if kind == "comment" else ()
        target = self.one_of([key for key in self.world.of(*kinds) if key.kind != "statistics"])
        if target is None:
            return None
        # Two may be granted something.
        kind = self.random.choice(("grant", "grant more")) if kind == "grant" else kind
        return Key(f"{kind}:{target.kind}", target.schema, target.name, target.part)

    # Things

    def make(self, key: Key) -> Thing | None:
        """A thing with that key; None where there is nothing to make it of."""
        makers: dict[str, Callable[[Key], Thing | None]] = {
            "schema": lambda key: Schema(key, is_open=self.chance(70)),
            "enum": lambda key: types.Enum(key, self.some(LABELS, 4)),
            "domain": self.domain,
            "composite": lambda key: types.Composite(
                key, tuple((name, self.type()) for name in self.some(COLUMNS, 3))
            ),
            "range": lambda key: types.Range(key, self.type()),
            "table": self.table,
            "column": self.column,
            "constraint": self.constraint,
            "index": self.index,
            "sequence": self.sequence,
            "function": self.function,
            "view": self.view,
            "matview": self.view,
            "trigger": self.trigger,
            "policy": self.policy,
            "rule": lambda key: parts.Rule(
                key, self.random.choice(("insert", "update", "delete")), self.chance(50), self.maybe(50)
            ),
            "statistics": self.statistics,
            "comment": lambda key: Comment(key, self.random.choice(TEXTS)),
            "owner": lambda key: Owner(key, self.random.choice(ROLES)),
            "grant": self.grant,
            "defaults": lambda key: DefaultPrivileges(
                key, self.random.choice(("select on tables", "execute on functions", "usage on sequences")),
                self.random.choice(ROLES),
            ),
        }  # fmt: skip
        return makers[key.kind.partition(":")[0].partition(" ")[0]](key)

    def type(self, *, of_rows: bool = False) -> Type:
        """A type."""
        is_array = self.chance(12)
        own = self.world.of(*TYPES, *(("table",) if of_rows and self.chance(20) else ()))
        if own and self.chance(40):
            return Type(self.random.choice(own), is_array)
        return Type(self.random.choice(list(types.BUILT_IN)), is_array)

    def pure(self, percent: int) -> Key | None:
        """A pure function."""
        return self.one_of([key for key in self.world.of("function") if routines.is_pure(self.world, key)], percent)

    def callable(self, percent: int) -> Key | None:
        """A function that has a value."""
        found = [key for key in self.world.of("function") if routines.is_callable(self.world, key)]
        return self.one_of(found, percent)

    def domain(self, key: Key) -> Thing:
        """A domain."""
        return types.Domain(key, self.type(), self.maybe(30), self.maybe(50), self.chance(15), self.pure(30))

    def table(self, key: Key) -> Thing:
        """A table, maybe a part of another."""
        others = [one for one in self.world.of("table") if one != key]
        whole = self.one_of([one for one in others if self.world[one].partition_by], 60)  # type: ignore[attr-defined]
        named = [name for name, of in tables.columns(self.world, key) if of in tables.KEY_TYPES]
        named = named or [name for name, _ in (tables.columns(self.world, whole) if whole else ())] or ["id"]
        how = self.random.choice(("list", "range", "hash"))
        return tables.Table(
            key,
            persistence="unlogged" if self.chance(8) else "",
            fillfactor=70 if self.chance(10) else None,
            parents=self.some(others, 2) if others and whole is None and self.chance(15) else (),
            partition_by=(how, self.random.choice(named)) if self.chance(20) else None,
            partition_of=whole,
            bound=self.random.choice((0, 1, 2, 3, 9)),
            row_security=self.random.choice((0, 0, 1, 2)),
            is_replica_full=self.chance(10),
            is_attached=self.chance(30),
        )

    def column(self, key: Key) -> Thing:
        """A column."""
        has_call, is_generated = self.chance(15), self.chance(12)
        own = [one for one, _ in tables.columns(self.world, key._replace(kind="table", part="")) if one != key.part]
        of = Type(self.random.choice(("integer", "bigint"))) if key.part == "id" else self.type(of_rows=True)
        is_identity = of.base in ("integer", "bigint", "smallint") and not of.is_array and self.chance(30)
        call = None
        if is_generated:
            call = self.pure(50)
        elif has_call and not is_identity:
            call = self.one_of(self.world.of("sequence"), 50) or self.callable(100)
            if call and isinstance(function := self.world[call], routines.Function):
                of = function.called(self.world)[1]
            elif call:
                of = types.BIGINT
        usual = not is_generated and not is_identity and call is None
        modes = ("stored", "virtual") if self.major >= 18 else ("stored",)
        return tables.Column(
            key,
            type=of,
            is_not_null=is_identity or self.chance(30),
            default=self.maybe(30) if usual else None,
            call=call,
            identity=self.random.choice(("always", "by default")) if is_identity and not is_generated else "",
            generated=self.random.choice(modes) if is_generated else "",
            source=self.random.choice(own) if own else "",
            variant=self.number(),
            collation="C" if self.chance(10) else "",
            compression="pglz" if self.chance(8) else "",
            statistics=200 if self.chance(8) else None,
            storage="external" if self.chance(8) else "",
        )

    def constraint(self, key: Key) -> Thing | None:
        """A constraint."""
        found = [name for name, _ in tables.columns(self.world, key._replace(kind="table", part=""))]
        keys = [one for one in self.world.of("constraint") if self.world[one].shape in ("primary", "unique")]  # type: ignore[attr-defined]
        shape = self.random.choice(("primary", "primary", "unique", "check", "check", "foreign", "foreign", "exclude"))
        target = self.one_of(keys)
        chosen = self.some(found, 2) if found else ()
        if shape == "foreign" and target:
            chosen = self.fitting(key, target) or chosen
        return parts.Constraint(
            key,
            shape=shape,
            columns=chosen,
            variant=self.number(),
            target=target if shape == "foreign" else None,
            call=self.pure(30) if shape == "check" else None,
            is_deferrable=self.chance(20),
            is_not_valid=self.chance(15),
            is_distinct=self.chance(80),
        )

    def fitting(self, key: Key, target: Key) -> tuple[str, ...]:
        """Columns that may refer to the key; none where there are too few."""
        free = dict(tables.columns(self.world, key._replace(kind="table", part="")))
        wanted = dict(tables.columns(self.world, target._replace(kind="table", part="")))
        found = []
        for name in self.world[target].columns:  # type: ignore[attr-defined]  # it is a constraint
            same = [one for one, of in free.items() if of == wanted.get(name)]
            if not same:
                return ()
            found.append(self.random.choice(same))
            free.pop(found[-1])
        return tuple(found)

    def index(self, key: Key) -> Thing | None:
        """An index."""
        relation = self.world.relation(key)
        found = [name for name, _ in tables.columns(self.world, relation)] if relation else []
        if not found:
            return None
        return parts.Index(
            key,
            columns=tuple((name, self.random.choice((0, 0, 1, 2))) for name in self.some(found, 2)),
            method=self.random.choice(("btree", "btree", "btree", "btree", "hash", "gin", "brin", "gist")),
            is_unique=self.chance(25),
            include=self.random.choice(found) if self.chance(12) else "",
            where=self.maybe(25),
            fillfactor=70 if self.chance(10) else None,
            call=self.pure(40),
        )

    def sequence(self, key: Key) -> Thing:
        """A sequence."""
        owners = [one for one in self.world.of("column") if one.schema == key.schema]
        of = self.random.choice(("integer", "bigint", "smallint"))
        start, step = self.random.choice((1, 10)), self.random.choice((1, 5))
        return tables.Sequence(
            key, of, start, step, self.random.choice((1, 20)), self.chance(20), self.one_of(owners, 50)
        )

    def function(self, key: Key) -> Thing:
        """A function."""
        shape = self.random.choice((*routines.SHAPES, "pure", "value", "reader", "trigger"))
        of = Type(self.random.choice(("integer", "text"))) if shape == "pure" else self.type()
        relations = self.world.of("table", "view", "matview")
        callees = [
            one
            for one in self.world.of("function")
            if isinstance(thing := self.world[one], routines.Function) and (thing.shape, thing.type) == ("value", of)
        ]
        attributes = ("strict", "security definer", "parallel safe", "cost 5", "rows 7", "set search_path to ''")
        return routines.Function(
            key,
            shape=shape,
            type=of,
            relation=self.one_of(relations),
            callee=self.one_of(callees, 60),
            variant=self.number(),
            is_atomic=self.chance(50),
            is_plpgsql=self.chance(25),
            volatility=self.random.choice(("stable", "volatile", "immutable")),
            attributes=self.some(attributes, 3) if self.chance(40) else (),
            argument=self.random.choice(COLUMNS),
            has_default=self.chance(20),
        )

    def view(self, key: Key) -> Thing | None:
        """A view or materialized view."""
        relations = self.world.of("table", "table", "view", "matview")
        source = self.one_of(relations)
        if source is None:
            return None
        found = [name for name, _ in tables.columns(self.world, source)]
        options = ("security_barrier", "security_invoker", "check_option = local", "check_option = cascaded")
        return views.View(
            key,
            shape=self.random.choice(views.SHAPES),
            source=source,
            other=self.one_of(relations),
            wanted=self.some(found, 4) if found and self.chance(60) else (),
            call=self.callable(20),
            where=self.maybe(40),
            variant=self.number(),
            options=self.some(options[:3], 2) if self.chance(30) else (),
            fillfactor=70 if self.chance(15) else None,
            has_data=self.chance(75),
        )

    def trigger(self, key: Key) -> Thing | None:
        """A trigger."""
        relation = self.world.relation(key)
        functions = [one for one in self.world.of("function") if self.world[one].shape == "trigger"]  # type: ignore[attr-defined]
        function = self.one_of(functions)
        if function is None or relation is None:
            return None
        found = [name for name, _ in tables.columns(self.world, relation)]
        is_view = relation.kind == "view"
        return parts.Trigger(
            key,
            call=function,
            timing="instead of" if is_view else self.random.choice(("before", "after")),
            events=self.some(("insert", "update", "delete"), 3),
            is_for_rows=is_view or self.chance(60),
            columns=self.some(found, 2) if found and self.chance(30) else (),
            when=self.maybe(30),
            is_constraint=self.chance(15),
            has_transition=self.chance(15),
            enabled="enable"
            if is_view
            else self.random.choice(("enable", "enable", "enable", "disable", "enable always")),
        )

    def policy(self, key: Key) -> Thing:
        """A policy."""
        return parts.Policy(
            key,
            command=self.random.choice(("all", "select", "insert", "update", "delete")),
            roles=self.some(("case_a", "case_b"), 2) if self.chance(70) else ("public",),
            is_permissive=self.chance(80),
            using=self.maybe(80),
            check=self.maybe(60),
            call=self.callable(40),
        )

    def statistics(self, key: Key) -> Thing | None:
        """Statistics."""
        table = self.one_of(self.world.of("table"))
        if table is None:
            return None
        found = [name for name, _ in tables.columns(self.world, table)]
        kinds = self.some(("ndistinct", "dependencies", "mcv"), 2) if self.chance(50) else ()
        return Statistics(key, table, self.some(found, 3) if found else (), kinds)

    def grant(self, key: Key) -> Thing:
        """Privileges."""
        possible = PRIVILEGES[key.target.kind]
        target = key.target
        found = [name for name, _ in tables.columns(self.world, target)] if target.kind in RELATIONS else []
        limited = self.some(found, 2) if found and self.chance(40) else ()
        return Grant(
            key,
            self.random.choice((*ROLES, "public")),
            self.some(possible, 3),
            limited,
            self.chance(20),
            self.chance(50),
        )


def made(random: Random, major: int, size: int) -> World:
    """A world of about so many things."""
    world = World()
    for name in random.sample(SCHEMAS, random.randint(1, 3)):
        world = world.having(Schema(Key("schema", name), is_open=random.random() < 0.7))
    kinds = random.choices(list(WEIGHTS), list(WEIGHTS.values()), k=size)
    # First some tables with columns, so that there is something for the others to stand on.
    for kind in ("table", "column", "column", "table", "column", "column", *kinds):
        world = added(world, kind, random, major)
    return world


def added(world: World, kind: str, random: Random, major: int) -> World:
    """*world* with one thing more of that kind; as it is where that cannot be."""
    maker = Maker(world, random, major)
    key = maker.new_key(kind)
    thing = maker.make(key) if key and key not in world else None
    if thing is None:
        return world
    return world.having(thing).mended()
