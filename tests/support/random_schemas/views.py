"""Views and materialized views of random schemas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.core.identifiers import quoted

from .base import Key, Thing, Type, World
from .routines import Function, is_callable
from .tables import Table, columns, needed
from .types import BIGINT, computed, pick, predicate

SHAPES = ("plain", "plain", "joined", "grouped", "union", "whole", "nested")


@dataclass(frozen=True, slots=True)
class View(Thing):
    """
    A view or materialized view. ``wanted`` are the columns that it takes from ``source`` where they are there; none:
    all. ``other`` is joined to it, ``call`` is called for each row, ``where`` is the variant of a condition.
    """

    shape: str
    source: Key
    other: Key | None
    wanted: tuple[str, ...]
    call: Key | None
    where: int | None
    variant: int
    options: tuple[str, ...]
    fillfactor: int | None
    has_data: bool

    def needs(self, world: World) -> Iterator[Key]:
        """What it reads and calls."""
        yield self.source
        if self.other and self.shape == "joined":
            yield self.other
        if self.call:
            yield self.call

    def is_sound(self, world: World) -> bool:
        """What it calls may be called at any time; a check needs a view that can be updated."""
        if self.call and not is_callable(world, self.call, tracked=True):
            return False
        if self.shape == "whole" and self.source.kind != "table":
            return False
        if self.key.kind == "matview" and self.has_data and not is_filled(world, self.key):
            return False
        has_check = any("check_option" in one for one in self.options)
        is_simple = self.shape == "plain" and isinstance(world.get(self.source), Table)
        return self.key.kind == "matview" or not has_check or is_simple

    def outputs(self, world: World) -> list[tuple[str, str, Type]]:
        """Name, expression and type of each of its columns."""
        found: dict[str, tuple[str, Type]] = {}
        available = columns(world, self.source)
        chosen = [one for one in available if one[0] in self.wanted] or list(available)
        for name, of in chosen:
            found[name] = (f"a.{quoted(name)}", of)
        if self.other and self.shape == "joined":
            for name, of in columns(world, self.other)[:2]:
                found.setdefault(f"b_{name}"[:60], (f"b.{quoted(name)}", of))
        if self.shape == "nested" and chosen:
            name, of = pick(chosen, self.variant)
            found.setdefault("calc", computed(world, f"a.{quoted(name)}", of, self.variant))
        if self.shape == "whole":
            found.setdefault("whole", ("a", Type(self.source)))
        function = world.get(self.call) if self.call else None
        if isinstance(function, Function) and self.shape != "grouped":
            found.setdefault("called", function.called(world))
        if self.shape == "grouped":
            found.setdefault("n", ("count(*)", BIGINT))
        if not found:
            found["one"] = ("1", Type("integer"))
        return [(name, expression, of) for name, (expression, of) in found.items()]

    def query(self, world: World) -> str:
        """The query."""
        outputs = self.outputs(world)
        available = columns(world, self.source)
        text = f"from {self.source.dotted} as a"
        if self.other and self.shape == "joined":
            text += f" cross join {self.other.dotted} as b"
        if self.where is not None and available:
            name, of = pick(available, self.where)
            text += f" where {predicate(world, f'a.{quoted(name)}', of, self.where)}"
        if self.shape == "nested":
            text = f"from (select a.* {text}) as a"
        if self.shape == "grouped":
            keys = [expression for name, expression, _ in outputs if name != "n" or expression != "count(*)"]
            text += f" group by {', '.join(keys)}" if keys else ""
        select = "select " + ", ".join(f"{expression} as {quoted(name)}" for name, expression, _ in outputs)
        return f"{select} {text}" + (f" union all {select} {text}" if self.shape == "union" else "")

    def sql(self, world: World) -> Iterator[str]:
        """``create view``."""
        if self.key.kind == "matview":
            options = f" with (fillfactor = {self.fillfactor})" if self.fillfactor else ""
            data = "" if self.has_data else " with no data"
            yield f"create materialized view {self.key.dotted}{options} as {self.query(world)}{data}"
        else:
            options = f" with ({', '.join(self.options)})" if self.options else ""
            yield f"create view {self.key.dotted}{options} as {self.query(world)}"


def is_filled(world: World, key: Key) -> bool:
    """Whether all materialized views that the view reads have been populated, and whoever fills it may read all."""
    below = needed(world, key)
    if any(one._replace(kind="owner:view") in world for one in below):
        return False
    found = (world.get(one) for one in below)
    return all(one.has_data for one in found if isinstance(one, View) and one.key.kind == "matview" and one.key != key)
