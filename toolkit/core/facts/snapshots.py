"""A catalog as text, to be compared later or elsewhere: one JSON document, the same for the same database."""

from __future__ import annotations

import json

from ...errors import ConfigError
from .base import ObjectId
from .catalog import Catalog
from .graph import Graph
from .reading import KINDS

FORMAT = 1


def dump(catalog: Catalog) -> str:
    """*catalog* as JSON, a fact a line, sorted; nothing in it depends on the server that it came from."""
    keys = sorted(catalog.raw)
    numbers = {key: number for number, key in enumerate(keys)}
    graph = catalog.graph
    lines = []
    for key in keys:
        uses = sorted(numbers[used] for used in graph.uses.get(key, ()) if used in numbers)
        belongs = sorted(numbers[used] for used in graph.belongs.get(key, ()) if used in numbers)
        lines.append(json.dumps([key.kind, *key.path, json.loads(catalog.raw[key]), uses, belongs], ensure_ascii=False))
    head = json.dumps({"snapshot": FORMAT, "postgres": catalog.major, "role": catalog.role})
    return head[:-1] + ', "facts": [\n' + ",\n".join(lines) + "\n]}\n"


def load(text: str, path: str) -> Catalog:
    """The catalog that `dump` wrote; raises ConfigError where the text is something else, *path* is for the message."""
    hint = "a snapshot is what `toolkit snapshot` wrote"
    try:
        document = json.loads(text)
        if document["snapshot"] != FORMAT:
            raise ConfigError(f"{path}: a snapshot of format {document['snapshot']} cannot be read here", hint=hint)
        rows = document["facts"]
        keys = [ObjectId(row[0], tuple(row[1:-3])) for row in rows]
        graph = Graph()
        for key, row in zip(keys, rows, strict=True):
            for number in row[-2]:
                graph.add(key, keys[number], belongs=number in row[-1])
        raw = {key: json.dumps(row[-3]) for key, row in zip(keys, rows, strict=True)}
        role, major = str(document["role"]), int(document["postgres"])
    except (ValueError, LookupError, TypeError) as error:
        raise ConfigError(f"{path} is no snapshot: {error}", hint=hint) from error
    if unknown := sorted({key.kind for key in keys} - KINDS.keys()):
        raise ConfigError(f"{path} holds facts that this version does not know: {', '.join(unknown)}", hint=hint)
    return Catalog(raw, lambda: graph, role, major)
