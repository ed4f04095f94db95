"""Foreign keys across services, looked for in the catalog: none may be there that ``system.toml`` does not allow."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from ...core.borders import Borders, Crossing, ForeignKey, borders_of, closed_systems, crossings, sharing, system_of
from ...core.identifiers import ObjectName, quoted
from ...core.ordering import Selection, select
from ...core.places import place_at
from ...core.systems import Project, Script
from ...errors import BoundaryError
from ...io import db
from ...io.files import origins_of


class Guard:
    """
    Holds the foreign keys in the catalog against the boundaries of the systems that take part in a run.

    The catalog is asked three times: inside the transaction of a script whose text does not tell what it does, so that
    a key which it makes is never kept; at the end of a run; and when there was nothing to run. For the last two, keys
    that somebody made by hand count too.
    """

    def __init__(self, project: Project, selection: Selection) -> None:
        self.project = project
        self.systems = closed_systems(project) & {script.id.system for script in select(project, selection)}
        self._known: dict[frozenset[str], Borders] = {}

    def crossings(self, conn: db.Connection, systems: Collection[str]) -> tuple[Crossing, ...]:
        """The keys that lead out of a service of *systems* and may not be."""
        schemas = {schema for one in self.project.services() if one.system in systems for schema in one.schemas}
        if not schemas:
            return ()
        keys = [
            ForeignKey(oid, name, ObjectName(*table), tuple(columns), ObjectName(*referred))
            for oid, name, table, columns, referred in db.rows(
                conn, db.query("foreign_keys"), {"schemas": sorted(schemas)}
            )
        ]
        named = {table.schema or "" for key in keys for table in (key.table, key.referred)}
        across = crossings(keys, self._borders(frozenset(named)))
        return self._without_allowed(across) if across else ()

    def refuse_catalog(self, conn: db.Connection) -> None:
        """Raise BoundaryError for the keys that may not be, whoever made them."""
        found = self.crossings(conn, self.systems)
        if found:
            dropped = "; ".join(f"alter table {one.key.table} drop constraint {quoted(one.key.name)}" for one in found)
            raise BoundaryError(
                f"the database holds {counted(found)}",
                detail=self._listed(found),
                hint=f"by hand if it was made by hand, else in a new script: {dropped}; {way_to_allow(found)}",
            )

    def refuse_new(self, conn: db.Connection, script: Script, before: Sequence[Crossing]) -> None:
        """Raise BoundaryError for the keys that *script* made in the open transaction; *before* were there already."""
        known = {one.key.oid for one in before}
        found = [one for one in self.crossings(conn, [script.id.system]) if one.key.oid not in known]
        if found:
            raise BoundaryError(
                f"{script.path} makes {counted(found)}",
                detail=self._listed(found),
                hint=f"nothing of the script was kept; take the key out of it; {way_to_allow(found)}",
            )

    def _borders(self, schemas: frozenset[str]) -> Borders:
        """What is needed to judge the tables in *schemas*: scripts are read only where services share one."""
        if schemas not in self._known:
            self._known[schemas] = borders_of(self.project, self._makers(schemas))
        return self._known[schemas]

    def _makers(self, schemas: Collection[str]) -> Mapping[ObjectName, str]:
        services = sharing(self.project, schemas)
        if not services:
            return {}
        from ...core.table_makers import read_makers
        from .parsing import Parser

        return read_makers(services, Parser().statements)

    def _without_allowed(self, found: Sequence[Crossing]) -> tuple[Crossing, ...]:
        """*found* but for those that a file allows with a reason."""
        from ...core.boundaries import allowed_keys, is_made_by

        allowed = tuple(allowed_keys(self.project))
        return tuple(one for one in found if not any(is_made_by(one.key, *pair) for pair in allowed))

    def _listed(self, found: Sequence[Crossing]) -> str:
        return "\n".join(f"{one}{self._maker(one)}" for one in found)

    def _maker(self, crossing: Crossing) -> str:
        """Where a script speaks of the key by its name, which is the best that can be known of dynamic SQL."""
        for service in self.project.services():
            for script in service.scripts:
                if found := re.search(rf"\b{re.escape(crossing.key.name)}\b", script.text):
                    place = place_at(script.source, origins_of(script).offset(found.start()))
                    return f": {script.path}:{place.line}:{place.column}"
        return ""


def counted(found: Sequence[Crossing]) -> str:
    """``a foreign key that system.toml does not allow``, or how many."""
    number = "a foreign key" if len(found) == 1 else f"{len(found)} foreign keys"
    return f"{number} across services that system.toml does not allow"


def way_to_allow(found: Sequence[Crossing]) -> str:
    """What to write, and where, so that the keys may stay."""
    by_system: dict[str, dict[str, None]] = {}
    for one in found:
        system = system_of(one.referring)
        pair = f'"{one.referring} -> {one.referred}"'.replace(f"{system}/", "")
        by_system.setdefault(system, {})[pair] = None
    places = (f"{', '.join(pairs)} under [boundaries] in sql/{name}/system.toml" for name, pairs in by_system.items())
    return f"or allow {' and '.join(places)}"
