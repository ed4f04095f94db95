"""Roles as policy files declare them: ``create role x nologin;`` says what x shall be, whether or not it exists."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

# The attributes of CREATE ROLE that have a NO form, with what holds where nothing is said.
DEFAULTS = {
    "superuser": False,
    "createdb": False,
    "createrole": False,
    "inherit": True,
    "login": False,
    "replication": False,
    "bypassrls": False,
}


@dataclass(frozen=True, slots=True)
class Role:
    """A role that the policy files declare, with all its attributes, sorted by name."""

    name: str
    attributes: tuple[tuple[str, bool], ...]


def declared(name: str, options: Iterable[str]) -> Role:
    """
    The role of ``create role <name> <options>``.

    Raises ValueError with the first option that a declaration may not have: a password does not belong into a file,
    a membership is a ``grant``, a setting an ``alter role … set``.
    """
    attributes = dict(DEFAULTS)
    for option in (word.lower() for word in options):
        positive = option.removeprefix("no")
        if option == "with":
            continue
        if option in attributes:
            attributes[option] = True
        elif option.startswith("no") and positive in attributes:
            attributes[positive] = False
        else:
            raise ValueError(option)
    return Role(name, tuple(sorted(attributes.items())))


def as_setting(roles: Iterable[Role]) -> str:
    """The roles as ``io/queries/declare_roles.sql`` reads them."""
    return json.dumps([{"name": role.name, "attributes": dict(role.attributes)} for role in roles])
