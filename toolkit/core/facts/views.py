"""Views, materialized ones and others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..identifiers import quoted
from .base import Alteration, Fact, Owned, Statements, joined, options_change, options_list
from .columns import Default, ViewColumn

HEAP = "heap"
Options = tuple[str, ...]  # each ``name=value``
VALUES = re.compile(r"[\s(]*VALUES\b")


@dataclass(frozen=True, slots=True)
class View(Owned):
    """
    A view. ``definition`` is its query as ``pg_get_viewdef`` prints it.

    Each column is its name, its type and its collation, empty if it is that of the type.
    """

    kinds = ("view",)
    privileges = "arwdDxtm"
    grants_on = "table"

    definition: str
    columns: tuple[tuple[str, str, str], ...] | None = None
    options: Options | None = None

    @property
    def slot(self) -> tuple[str, ...]:
        """Views share their names with all other relations."""
        return ("relation", *self.id.path)

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it, with the defaults of its columns that are *inside*."""
        defaults = (fact for fact in inside if isinstance(fact, Default))
        return (self.query("create"), *(statement for one in defaults for statement in one.create(())))

    def sketch(self) -> Statements:
        """The same columns from nowhere."""
        columns = (
            joined((f"null::{of_type}", f"collate {collation}" if collation else "", f"as {quoted(name)}"))
            for name, of_type, collation in self.columns or ()
        )
        return (f"create {self.what} as select {', '.join(columns)}",)

    def alter(self, new: View) -> Alteration | None:
        """What changes its options, or its query if that only adds columns at the end."""
        if replace(self, options=new.options) != new:
            columns, others = self.columns or (), new.columns or ()
            return Alteration((new.query("create or replace"),)) if others[: len(columns)] == columns else None
        setting, resetting = options_change(self.options or (), new.options or ())
        found = [f"alter {self.what} set ({setting})"] if setting else []
        found += [f"alter {self.what} reset ({resetting})"] if resetting else []
        return Alteration(tuple(found))

    def query(self, verb: str) -> str:
        """Its statement."""
        options = f"with ({options_list(self.options)})" if self.options else ""
        return f"{joined((verb, self.what, names(self), options, 'as'))}\n{self.definition}"


@dataclass(frozen=True, slots=True)
class MaterializedView(Owned):
    """A view that keeps its rows, if it ``is_populated``."""

    kinds = ("materialized view",)
    privileges = "arwdDxtm"
    grants_on = "table"

    definition: str
    columns: tuple[tuple[str, str, str], ...] | None = None
    access_method: str = HEAP
    options: Options | None = None
    toast_options: Options | None = None
    is_populated: bool = True

    @property
    def slot(self) -> tuple[str, ...]:
        """They share their names with all other relations."""
        return ("relation", *self.id.path)

    @property
    def storage(self) -> Options:
        """All storage options."""
        return (*(self.options or ()), *(f"toast.{option}" for option in self.toast_options or ()))

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it, with the settings of its columns that are *inside*."""
        head = joined(
            (
                f"create {self.what}",
                names(self),
                f"using {quoted(self.access_method)}" if self.access_method != HEAP else "",
                f"with ({options_list(self.storage)})" if self.storage else "",
                "as",
            )
        )
        tail = "" if self.is_populated else "\nwith no data"
        columns = (fact for fact in inside if isinstance(fact, ViewColumn))
        return (f"{head}\n{self.definition}{tail}", *(statement for one in columns for statement in one.settings(None)))

    def alter(self, new: MaterializedView) -> Alteration | None:
        """What brings it to *new*; another query is another view."""
        if (self.definition, self.columns) != (new.definition, new.columns):
            return None
        found = []
        if self.access_method != new.access_method:
            found.append(f"alter {self.what} set access method {quoted(new.access_method)}")
        setting, resetting = options_change(self.storage, new.storage)
        found += [f"alter {self.what} set ({setting})"] if setting else []
        found += [f"alter {self.what} reset ({resetting})"] if resetting else []
        if self.is_populated != new.is_populated:
            found.append(f"refresh {self.what}{'' if new.is_populated else ' with no data'}")
        return Alteration(tuple(found))


def names(view: View | MaterializedView) -> str:
    """The names of the columns in parentheses, where the query does not say them: ``values`` has none."""
    if not VALUES.match(view.definition):
        return ""
    return f"({', '.join(quoted(name) for name, *_ in view.columns or ())})"
