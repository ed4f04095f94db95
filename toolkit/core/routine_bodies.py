"""What the functions of a project do, as far as their bodies say so: which tables they read, whom they call."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .ddl import CreateRoutine, Name, Reading
from .identifiers import ObjectName, folded
from .reader import Reader, UnreadableError
from .scanner import LexError, Token, tokens

BEFORE_TABLE = ("from", "join", "into", "update", "only")


@dataclass(frozen=True, slots=True)
class Body:
    """
    The body of one function or procedure, without blanks and comments; of overloaded ones each has its own.

    Offsets count from the start of the file ``path``. ``language`` is in lower case, ``sql`` where none is named.
    """

    name: Name
    path: str
    language: str
    tokens: tuple[Token, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Routines:
    """All functions of a project by name, and the tables that they could read."""

    bodies: Mapping[ObjectName, tuple[Body, ...]]
    tables: frozenset[ObjectName]

    def way_to_table(self, name: ObjectName) -> tuple[ObjectName, ...]:
        """
        The shortest way from the function *name* to a table: functions that call each other, then the table.

        Empty where it reads none, and where nobody here defines it. What a function makes up as text and executes
        cannot be seen.
        """
        ways: list[tuple[ObjectName, ...]] = [(one,) for one in self.called(name)]
        seen = {way[0] for way in ways}
        for way in ways:  # grows while it is read: a search in breadth
            for body in self.bodies[way[-1]]:
                if table := next(tables_in(body.tokens, self.tables), None):
                    return (*way, table)
                for called in (one for call, _ in calls_in(body.tokens) for one in self.called(call)):
                    if called not in seen:
                        seen.add(called)
                        ways.append((*way, called))
        return ()

    def called(self, name: ObjectName) -> tuple[ObjectName, ...]:
        """The functions that *name* may mean: without its schema every one of that name."""
        if name.schema is not None:
            return (name,) if name in self.bodies else ()
        return tuple(one for one in self.bodies if one.name == name.name)

    def reach(self, name: ObjectName) -> frozenset[ObjectName]:
        """*name* and all functions that it calls, directly or not."""
        found = list(self.called(name))
        for one in found:
            for body in self.bodies[one]:
                found += [
                    called for call, _ in calls_in(body.tokens) for called in self.called(call) if called not in found
                ]
        return frozenset(found)


def read_routines(files: Iterable[tuple[str, Sequence[Reading]]], known: Collection[ObjectName]) -> Routines:
    """The functions in *files* (path and statements); *known* are the tables that they could read."""
    bodies: dict[ObjectName, tuple[Body, ...]] = {}
    for path, readings in files:
        for reading in readings:
            if isinstance(reading.ddl, CreateRoutine) and (body := read_body(reading, reading.ddl, path)):
                name = reading.ddl.name.object
                bodies[name] = (*bodies.get(name, ()), body)
    return Routines(bodies, frozenset(known))


def read_body(reading: Reading, routine: CreateRoutine, path: str) -> Body | None:
    """The body of *routine*; None where it has none that could be read, such as that of a function in C."""
    start = reading.statement.start
    reader = Reader([token._replace(start=token.start + start) for token in reading.statement.tokens()])
    try:
        reader.seek("function" if routine.kind == "function" else "procedure")
        reader.name()
        reader.group()
    except UnreadableError:
        return None
    language = "sql"
    body: tuple[Token, ...] = ()
    while not reader.at_end():
        if reader.accept("language"):
            language = reader.peek().text.strip("'\"").lower()
        elif reader.sees("begin atomic") or reader.sees("return"):
            body = tuple(reader.rest())
            break
        elif reader.accept("as") and reader.peek().kind == "string":
            body = tuple(quoted_code(reader.peek()))
        reader.skip()
    return Body(routine.name, path, language, body) if body and language in ("sql", "plpgsql") else None


def quoted_code(token: Token) -> Iterator[Token]:
    """The tokens inside of a string that holds code, with offsets as if they stood in the text around it."""
    text = token.text
    opening = text[: text.index("$", 1) + 1] if text.startswith("$") else "'"
    try:
        inside = tokens(text[len(opening) : -len(opening)])
    except LexError:
        return
    shift = token.start + len(opening)
    yield from (one._replace(start=one.start + shift) for one in inside if not one.is_blank)


def tables_in(code: Sequence[Token], known: Collection[ObjectName]) -> Iterator[ObjectName]:
    """The tables out of *known* that *code* reads or writes, in its order."""
    unqualified = {table.name: table for table in known}
    for name, at, after in names_in(code):
        follows = code[after].text if after < len(code) else ""
        before = code[at - 1].word if at else ""
        if follows in ("(", "%"):  # a call, or `table%rowtype`
            continue
        if name.schema is not None and name in known:
            yield name
        elif name.schema is None and before in BEFORE_TABLE and name.name in unqualified:
            yield unqualified[name.name]


def calls_in(code: Sequence[Token]) -> Iterator[tuple[ObjectName, int]]:
    """What *code* writes like a call of a function, with its offset: also ``values (`` and its like."""
    for name, at, after in names_in(code):
        if after < len(code) and code[after].kind == "symbol" and code[after].text == "(":
            yield name, code[at].start


def names_in(code: Sequence[Token]) -> Iterator[tuple[ObjectName, int, int]]:
    """The dotted names in *code*: what they name, the index of their first token, and that behind their last."""
    at = 0
    while at < len(code):
        first = at
        parts: list[str] = []
        while at < len(code) and code[at].kind in ("word", "name"):
            parts.append(folded(code[at]))
            at += 1
            if at + 1 >= len(code) or code[at].text != "." or code[at + 1].kind not in ("word", "name"):
                break
            at += 1
        if parts:
            yield ObjectName(parts[0] if len(parts) > 1 else None, parts[1] if len(parts) > 1 else parts[0]), first, at
        else:
            at += 1
