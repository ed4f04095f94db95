"""The options of foreign objects: ``options (host 'a', …)``."""

from __future__ import annotations

from ..identifiers import quoted
from .base import constant, split_option

Options = tuple[str, ...] | None  # each ``name=value``


def options_clause(options: Options) -> str:
    """``options (name 'value', …)``; empty where there is none."""
    found = ", ".join(f"{quoted(name)} {constant(value)}" for name, value in map(split_option, options or ()))
    return f"options ({found})" if found else ""


def change_clause(old: Options, new: Options) -> str:
    """``options (add …, set …, drop …)`` that leads from one list to the other; empty where nothing does."""
    before, after = dict(map(split_option, old or ())), dict(map(split_option, new or ()))
    found = [f"drop {quoted(name)}" for name in before if name not in after]
    for name, value in after.items():
        if before.get(name) != value:
            found.append(f"{'set' if name in before else 'add'} {quoted(name)} {constant(value)}")
    return f"options ({', '.join(found)})" if found else ""
