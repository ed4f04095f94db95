"""
The tables that queries read and write, and so lock.

Sources: the chapter "Explicit Locking" (select: ACCESS SHARE; insert, update, delete, merge: ROW EXCLUSIVE; select for
update and its like: ROW SHARE) and the reference pages of SELECT, INSERT, UPDATE, DELETE and MERGE for what may follow
what. Only names in the text count: what views, functions, triggers and foreign keys touch, Postgres alone knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from .identifiers import ObjectName
from .locks import Lock, Mode, lock, merged
from .reader import Reader, UnreadableError
from .scanner import Token, words

# A word behind the name of a table that is not its alias.
NOT_AN_ALIAS = words(
    "as cross default except fetch for full group having inner intersect join left limit natural offset on order "
    "overriding returning right select set tablesample union using values when where window with"
)
# After these a comma does not bring another table.
ENDS_FROM = words(
    "except fetch for group having intersect limit offset order returning select set union values when where window"
)
ROW_LOCKS = ("for update", "for no key update", "for share", "for key share")


@dataclass(slots=True)
class Level:
    """What is known inside one parenthesis, or outside of all."""

    expects: Mode | None = None  # the next name is a table, locked so
    is_table: bool = False  # opened where a table was expected: `from (a join b on ..)`, `from (select ..)`
    is_from: bool = False  # a comma brings another table
    is_query: bool = False  # `from` begins a clause, it is not part of extract(year from x)
    takes_using: bool = False  # of delete or merge, whose `using` brings a table
    defines: str = ""  # the name of the common table expression that this parenthesis is
    ctes: list[str] = field(default_factory=list)  # those that can be read here and further inside
    is_begun: bool = False  # its command was seen
    found: list[tuple[str, ObjectName]] = field(default_factory=list)  # alias ("": none) and name of tables it reads


class Walk:
    """One pass over the tokens of a statement or expression, which hold no blanks and no comments."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.reader = Reader(tokens)
        self.levels = [Level()]
        self.visible: Counter[str] = Counter()  # how many levels have a common table expression of this name
        self.locks: list[Lock] = []

    def run(self) -> tuple[Lock, ...]:
        """The locks, the strongest for each table."""
        while not self.reader.at_end():
            token = self.reader.peek()
            if token.kind == "symbol":
                self.symbol(token.text)
            elif token.kind == "word" and self.keyword(token.word):
                pass
            elif self.levels[-1].expects and token.kind in ("word", "name"):
                self.table(self.levels[-1])
            else:
                self.reader.at += 1
        return merged(self.locks)

    def symbol(self, text: str) -> None:
        level = self.levels[-1]
        self.reader.at += 1
        match text:
            case "(":
                is_table = level.expects is not None
                self.levels.append(Level(expects=level.expects, is_table=is_table, is_from=is_table))
                level.expects = None
            case ")" if len(self.levels) > 1:
                self.levels.pop()
                self.visible.subtract(level.ctes)
                if level.defines:
                    self.show(level.defines)
                elif level.is_table:
                    self.levels[-1].found += level.found
            case "," if level.is_from:
                level.expects = "access share"
            case "," if level.ctes and not level.is_begun:
                self.common_table()
            case ";":
                self.visible.subtract(level.ctes)
                self.levels[-1] = Level()

    def keyword(self, word: str) -> bool:  # noqa: C901  # a table in disguise
        """Read *word* and what belongs to it if it is a keyword here."""
        level = self.levels[-1]
        if self.command(level) or self.row_locks(level):
            return True
        if word in ENDS_FROM:
            level.is_from, level.expects = False, None
        match word:
            case "with":
                self.reader.at += 1
                self.common_table()
                return True
            case "select":
                level.is_query = level.is_begun = True
            case "from" if level.is_query and not self.is_distinct_from():
                level.is_from, level.expects = True, "access share"
            case "join" if level.is_from:
                level.expects = "access share"
            case "using" if level.takes_using:
                level.takes_using, level.is_from, level.expects = False, True, "access share"
            case "only" | "lateral" if level.expects:
                pass
            case "rows" if level.expects and self.reader.sees("rows from"):
                self.reader.at += 1
            case _ if word not in ENDS_FROM:
                return False
        self.reader.at += 1
        return True

    def command(self, level: Level) -> bool:
        """Read the first words of a command that writes, or ``table t``, which reads."""
        before = self.reader.symbol_at(-1)
        follows = self.reader.at == 0 or before in ("(", ";") or (level.ctes and not level.is_begun)
        if self.reader.sees("table") and (
            follows or self.reader.peek(-1).word in ("union", "intersect", "except", "all", "distinct")
        ):
            level.expects = "access share"
            return bool(self.reader.accept("table"))
        if not follows or self.reader.sees("update set"):  # `on conflict .. do update set`
            return False
        found = self.reader.accept("insert into", "delete from", "update", "merge into")
        if not found:
            return False
        level.expects = "row exclusive"
        level.is_begun = True
        level.is_query = found in ("update", "delete from")
        level.takes_using = found in ("delete from", "merge into")
        return True

    def is_distinct_from(self) -> bool:
        """Whether the ``from`` that comes next belongs to ``a is [not] distinct from b``."""
        before = [self.reader.peek(-back).word for back in (1, 2, 3)]
        return before[0] == "distinct" and (before[1] == "is" or before[1:] == ["not", "is"])

    def common_table(self) -> None:
        """Read ``x as (``, which may follow ``with`` or the comma behind another such expression, if it comes next."""
        start = self.reader.at
        is_recursive = bool(self.reader.accept("recursive"))
        if self.reader.peek().kind in ("word", "name"):
            name = self.reader.identifier()
            if self.reader.symbol_at(0) == "(":
                self.reader.skip()
            if self.reader.accept("as not materialized", "as materialized", "as") and self.reader.symbol("("):
                if is_recursive:
                    self.show(name)
                self.levels.append(Level(defines=name))
                return
        self.reader.at = start

    def show(self, name: str) -> None:
        """Let *name* mean a common table expression until the innermost parenthesis ends."""
        self.levels[-1].ctes.append(name)
        self.visible[name] += 1

    def table(self, level: Level) -> None:
        """Read a name where a table is expected, with its alias; a function is not noted."""
        mode, level.expects = level.expects, None
        try:
            name = self.reader.relation()
        except UnreadableError:
            self.reader.at += 1
            return
        # Only a table can be written, even where a common table expression has the same name.
        is_cte = mode == "access share" and name.schema is None and self.visible[name.name] > 0
        if mode is None or is_cte or self.is_function():
            return
        self.locks += lock(mode, name)
        has_as = bool(self.reader.accept("as"))
        token = self.reader.peek()
        has_alias = token.kind == "name" or (token.kind == "word" and (has_as or token.word not in NOT_AN_ALIAS))
        level.found.append((self.reader.identifier() if has_alias else name.name, name))

    def is_function(self) -> bool:
        """Whether a parenthesis follows that is no list of columns: ``from f(x)``, but ``insert into t (a)``."""
        return self.reader.symbol_at(0) == "(" and self.levels[-1].is_from

    def row_locks(self, level: Level) -> bool:
        """Read ``for update [of a, b]`` and note it for the tables of this query."""
        if not level.is_query or not self.reader.accept(*ROW_LOCKS):
            return False
        wanted = self.names() if self.reader.accept("of") else None
        for alias, name in level.found:
            if wanted is None or alias in wanted:
                self.locks += lock("row share", name)
        level.is_from, level.expects = False, None
        return True

    def names(self) -> set[str]:
        """Read identifiers with commas between them."""
        names = {self.reader.identifier()}
        while self.reader.symbol(","):
            names.add(self.reader.identifier())
        return names


def query_locks(tokens: Sequence[Token]) -> tuple[Lock, ...]:
    """The locks on the tables that the queries in *tokens* name; *tokens* may be any part of a statement."""
    return Walk(tokens).run()
