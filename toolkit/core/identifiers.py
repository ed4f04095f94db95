"""Names of database objects: from how they are written to how the catalog keeps them, and back."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

from .scanner import Token, words

NAME_BYTES = 63  # NAMEDATALEN - 1: Postgres cuts longer names without asking
BARE = re.compile(r"[a-z_][a-z0-9_]*")
# Every keyword that is not "non-reserved" in some Postgres from 15 to 18 (appendix "SQL Key Words").
KEYWORDS = words("""
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case
    cast char character check coalesce collate collation column concurrently constraint create cross current_catalog
    current_date current_role current_schema current_time current_timestamp current_user dec decimal default
    deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from full grant
    greatest group grouping having ilike in initially inner inout int integer intersect interval into is isnull join
    json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize
    json_table json_value lateral leading least left like limit localtime localtimestamp merge_action national
    natural nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay
    placing position precision primary real references returning right row select session_user setof similar
    smallint some substring symmetric system_user table tablesample then time timestamp to trailing treat trim true
    union unique user using values varchar variadic verbose when where window with xmlattributes xmlconcat
    xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
    """)
# Outside of ASCII Postgres folds nothing in a UTF-8 database: Ä stays Ä.
ASCII_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True, slots=True)
class ObjectName:
    """
    The name of an object as the catalog keeps it. ``schema`` is None where the text names none.

    As a string it can be put into a statement: ``auth.users``, ``auth."order"``.
    """

    schema: str | None
    name: str

    def __str__(self) -> str:
        return ".".join(quoted(part) for part in (self.schema, self.name) if part is not None)


def quoted(name: str) -> str:
    """*name* as it may stand in a statement: in double quotes if it needs them, as ``quote_ident`` decides it."""
    if BARE.fullmatch(name) and name not in KEYWORDS:
        return name
    return '"' + name.replace('"', '""') + '"'


def folded(token: Token, escape: str = "\\") -> str:
    """The identifier that a word or quoted name stands for. ``escape`` is what UESCAPE says after a ``U&""``."""
    if token.kind != "name":
        return cut(token.text.translate(ASCII_LOWER))
    opening = token.text.index('"')
    content = token.text[opening + 1 : -1].replace('""', '"')
    return cut(unescaped(content, escape) if opening else content)


def unescaped(content: str, escape: str) -> str:
    """*content* with the Unicode escapes of ``U&""`` replaced by what they mean; impossible ones are kept."""
    sign = re.escape(escape)
    pattern = rf"{sign}(?:(?P<sign>{sign})|(?P<short>[0-9A-Fa-f]{{4}})|\+(?P<long>[0-9A-Fa-f]{{6}}))"

    def meaning(match: re.Match[str]) -> str:
        if match["sign"]:
            return escape
        code = int(match["short"] or match["long"], 16)
        return chr(code) if code <= 0x10FFFF else match.group()

    text = re.sub(pattern, meaning, content)
    # Two escapes may be the halves of one character.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def cut(name: str) -> str:
    """*name* at the length at which Postgres cuts it, never inside a character."""
    encoded = name.encode("utf-8", "surrogatepass")
    return name if len(encoded) <= NAME_BYTES else encoded[:NAME_BYTES].decode("utf-8", "ignore")
