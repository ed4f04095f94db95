"""Access control lists: who may do what with one object."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

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
ITEM = re.compile(r'(?P<grantee>"(?:[^"]|"")*"|[^"=]*)=(?P<letters>[A-Za-z*]*)/.*', re.DOTALL)

Acl = Mapping[str, frozenset[str]]  # the letters of each grantee, one that may be passed on with a ``*``


def parse(text: str) -> Acl:
    """The list that Postgres prints as ``{ada=ar*/postgres,=r/postgres}``; who granted does not matter."""
    found: dict[str, set[str]] = {}
    for item in items(text):
        match = ITEM.fullmatch(item)
        if match is None:
            raise ValueError(item)
        grantee = match["grantee"]
        name = grantee[1:-1].replace('""', '"') if grantee.startswith('"') else grantee
        found.setdefault(name, set()).update(re.findall(r"[A-Za-z]\*?", match["letters"]))
    return tidy(found)


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
    found = (f"{_name(grantee)}={''.join(sorted(letters))}/{_name(grantor)}" for grantee, letters in acl.items())
    return "{" + ",".join('"' + one.replace("\\", "\\\\").replace('"', '\\"') + '"' for one in found) + "}"


def _name(role: str) -> str:
    """A role as an aclitem has it: anything but letters, digits and ``_`` is quoted."""
    return role if re.fullmatch(r"\w*", role, re.ASCII) else '"' + role.replace('"', '""') + '"'
