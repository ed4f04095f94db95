"""Access control lists: who may do what with one object."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..identifiers import quoted

PUBLIC = ""  # the grantee that stands for everybody
LETTERS = {
    "r": "select",
    "a": "insert",
    "w": "update",
    "d": "delete",
    "D": "truncate",
    "x": "references",
    "t": "trigger",
    "m": "maintain",
    "X": "execute",
    "U": "usage",
    "C": "create",
    "c": "connect",
    "T": "temporary",
    "s": "set",
    "A": "alter system",
}
MAINTAIN_SINCE = 17
# What everybody may do with a new object, by the words that stand before its name in a grant. Source: acldefault().
FOR_EVERYBODY = {"function": "X", "procedure": "X", "type": "U", "language": "U", "database": "Tc"}
ROLE = r'"(?:[^"]|"")*"|[^"=]*'
ITEM = re.compile(rf"(?P<grantee>{ROLE})=(?P<letters>[A-Za-z*]*)/(?P<grantor>{ROLE})", re.DOTALL)

Acl = Mapping[str, frozenset[str]]  # the letters of each grantee, one that may be passed on with a ``*``


class Link(NamedTuple):
    """What one role has granted to another; ``letters`` are sorted."""

    grantor: str
    grantee: str
    letters: tuple[str, ...]


def parse(text: str) -> Acl:
    """The list that Postgres prints as ``{ada=ar*/postgres,=r/postgres}``, whoever granted."""
    return gathered(links(text))


def links(text: str) -> tuple[Link, ...]:
    """The same with who granted."""
    found = []
    for item in items(text):
        match = ITEM.fullmatch(item)
        if match is None:
            raise ValueError(item)
        letters = tuple(sorted(re.findall(r"[A-Za-z]\*?", match["letters"])))
        found.append(Link(_unquoted(match["grantor"]), _unquoted(match["grantee"]), letters))
    return tuple(found)


def gathered(all_links: Iterable[Link]) -> Acl:
    """What all of them allow together."""
    found: dict[str, set[str]] = {}
    for one in all_links:
        found.setdefault(one.grantee, set()).update(one.letters)
    return tidy(found)


def _unquoted(role: str) -> str:
    return role[1:-1].replace('""', '"') if role.startswith('"') else role


def items(text: str) -> list[str]:
    """The elements of an array of Postgres that holds text."""
    found = re.findall(r'"((?:[^"\\]|\\.)*)"|([^,{}]+)', text[1:-1], re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL) if quoted else bare for quoted, bare in found]


def tidy(acl: Mapping[str, Iterable[str]]) -> Acl:
    """*acl* without those who may do nothing; a privilege that may be passed on is not also there without."""
    found = {}
    for grantee, letters in sorted(acl.items()):
        kept = frozenset(one for one in letters if one.endswith("*") or f"{one}*" not in letters)
        if kept:
            found[grantee] = kept
    return found


def merged(*lists: Acl) -> Acl:
    """Everything that one of *lists* allows."""
    found: dict[str, set[str]] = {}
    for acl in lists:
        for grantee, letters in acl.items():
            found.setdefault(grantee, set()).update(letters)
    return tidy(found)


def usual(letters: str, owner: str, *, for_everybody: str, major: int) -> Acl:
    """What holds where nothing was ever granted or revoked: the owner may do all."""
    own = letters if major >= MAINTAIN_SINCE else letters.replace("m", "")
    return tidy({owner: own, PUBLIC: for_everybody})


def handed_over(acl: Acl, old: str, new: str) -> Acl:
    """*acl* after the object has passed from *old* to *new*: Postgres puts one name for the other."""
    return merged(*({new if grantee == old else grantee: letters} for grantee, letters in acl.items()))


def printed(acl: Acl, grantor: str) -> str:
    """*acl* as Postgres prints it, everything granted by *grantor*."""
    return _printed(Link(grantor, grantee, tuple(sorted(letters))) for grantee, letters in acl.items())


def reprinted(text: str, old: str, new: str) -> str:
    """The list that Postgres prints as *text*, once the object has passed from *old* to *new*."""
    names = {old: new}
    return _printed(
        Link(names.get(one.grantor, one.grantor), names.get(one.grantee, one.grantee), one.letters)
        for one in links(text)
    )


def role(name: str) -> str:
    """A grantee as it stands in a statement."""
    return "public" if name == PUBLIC else quoted(name)


def _printed(all_links: Iterable[Link]) -> str:
    found = (f"{_name(one.grantee)}={''.join(one.letters)}/{_name(one.grantor)}" for one in all_links)
    return "{" + ",".join('"' + one.replace("\\", "\\\\").replace('"', '\\"') + '"' for one in found) + "}"


def _name(role: str) -> str:
    """A role as an aclitem has it: anything but letters, digits and ``_`` is quoted."""
    return role if re.fullmatch(r"\w*", role, re.ASCII) else '"' + role.replace('"', '""') + '"'
