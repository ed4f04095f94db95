"""Rules about policies and grants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .checked import CheckedFile, World
from .ddl import CreatePolicy, Grant
from .findings import Finding
from .scanner import Token

HAS_USING = ("select", "update", "delete", "all")
HAS_CHECK = ("insert", "update", "all")
# What stands before an opening parenthesis without being a function that could run once and for all.
NO_CALLS = frozenset(
    {
        *(
            "all",
            "and",
            "any",
            "array",
            "as",
            "between",
            "by",
            "case",
            "cast",
            "coalesce",
            "distinct",
            "else",
            "except",
        ),
        *("exists", "extract", "filter", "from", "greatest", "ilike", "in", "intersect", "interval", "is", "least"),
        *(
            "like",
            "not",
            "nullif",
            "on",
            "or",
            "over",
            "row",
            "select",
            "similar",
            "some",
            "then",
            "to",
            "union",
            "values",
        ),
        *("when", "where", "within"),
    }
)
CONSTANT_WORDS = ("null", "true", "false", "interval", "array")


def check_access(file: CheckedFile, world: World) -> Iterator[Finding]:
    """What is wrong with the policies and grants in *file*."""
    del world
    for ddl in file.ddl():
        match ddl:
            case CreatePolicy():
                yield from _policy(file, ddl)
            case Grant(public_offset=public, grant_option_offset=option):
                if public is not None:
                    yield file.finding("GRA001", public, "this grants to public, that is to every role there is")
                if option is not None:
                    yield file.finding("GRA002", option, "this lets others grant it on")


def _policy(file: CheckedFile, policy: CreatePolicy) -> Iterator[Finding]:
    name = policy.name
    if not policy.has_roles:
        yield file.finding("POL001", name.offset, f"{name.name} does not say to whom it applies")
    for clause, expression, commands in (
        ("using", policy.using, HAS_USING),
        ("with check", policy.check, HAS_CHECK),
    ):
        if expression is None and policy.command in commands:
            yield file.finding("POL002", name.offset, f"{name.name} is for {policy.command} and has no {clause}")
        elif expression is not None and policy.command not in commands:
            yield file.finding("POL002", name.offset, f"{name.name} is for {policy.command}, which has no {clause}")
        if file.engine != "postgres":
            continue  # Citus takes no sub-selects in policies: CIT007
        for call, offset in constant_calls(expression or ()):
            message = f"{name.name} calls {call}() bare, which may run it for every row"
            yield file.finding("POL003", offset, message)


def constant_calls(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """
    Functions (name and offset) that are called with constants only, outside of any subquery; of nested ones the outer.

    A call with a column in it must run per row; one without could run once, if it stood in a subquery.
    """
    at = 0
    while at < len(tokens):
        if _opens(tokens, at) and _is_query(tokens, at + 1):
            at = _closing(tokens, at)
        elif _is_call(tokens, at):
            close = _closing(tokens, at + 1)
            if _is_constant(tokens[at + 2 : close]):
                start = at
                while start > 1 and tokens[start - 1].text == ".":
                    start -= 2
                yield "".join(token.text for token in tokens[start : at + 1]), tokens[start].start
                at = close
        at += 1


def _opens(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind == "symbol" and tokens[at].text == "("


def _is_query(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].word in ("select", "with", "values")


def _is_call(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    is_name = token.kind == "name" or (token.kind == "word" and token.word not in NO_CALLS)
    # `x::numeric(3)` is a type
    return is_name and _opens(tokens, at + 1) and not (at > 0 and tokens[at - 1].text == "::")


def _closing(tokens: Sequence[Token], at: int) -> int:
    """The index of the parenthesis that closes the one at *at*."""
    depth = 0
    for index in range(at, len(tokens)):
        if tokens[index].kind == "symbol":
            depth += {"(": 1, ")": -1}.get(tokens[index].text, 0)
        if depth == 0:
            return index
    return len(tokens)


def _is_constant(arguments: Sequence[Token]) -> bool:
    """Whether *arguments* hold no column: no name that is neither called, nor a type, nor a part of such a name."""
    for at, token in enumerate(arguments):
        if token.kind == "word" and token.word in CONSTANT_WORDS:
            continue
        if token.kind not in ("word", "name"):
            continue
        follows = arguments[at + 1].text if at + 1 < len(arguments) else ""
        before = arguments[at - 1].text if at > 0 else ""
        if token.word in ("select", "with"):
            return False  # a subquery: let it be
        if follows not in ("(", ".") and before not in ("::", "."):
            return False
        if before == "." and follows != "(" and not _is_type(arguments, at):
            return False
    return True


def _is_type(tokens: Sequence[Token], at: int) -> bool:
    """Whether the qualified name that ends at *at* comes after a cast."""
    while at > 1 and tokens[at - 1].text == ".":
        at -= 2
    return at > 0 and tokens[at - 1].text == "::"
