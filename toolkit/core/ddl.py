"""What a statement defines, as far as its text says so: the values that the rules of ``lint`` look at."""

from __future__ import annotations

from dataclasses import dataclass, field

from .identifiers import ObjectName
from .lexer import Statement
from .scanner import Token


@dataclass(frozen=True, slots=True)
class Name:
    """
    A name in a file: the object as the catalog would call it, and where it is written.

    ``offset`` is that of its last part. ``is_cut`` tells whether that part is longer than Postgres keeps.
    """

    object: ObjectName
    offset: int
    is_cut: bool = False

    @property
    def name(self) -> str:
        """The last part alone."""
        return self.object.name

    @property
    def schema(self) -> str | None:
        """The schema, None where none is written."""
        return self.object.schema

    def __str__(self) -> str:
        return str(self.object)


@dataclass(frozen=True, slots=True)
class Constraint:
    """
    A constraint of a table or column.

    ``columns`` are its own, of an exclusion those that it compares with ``=``. ``references`` is the table that a
    foreign key names, ``referenced`` are the columns there, none where the primary key is meant. ``on_delete`` and
    ``on_update`` are as written, in lower case; empty where that is left out.
    """

    kind: str  # "primary key", "unique", "check", "foreign key", "exclude"
    name: Name | None
    columns: tuple[str, ...]
    offset: int
    references: Name | None = None
    referenced: tuple[str, ...] = ()
    on_delete: str = ""
    on_update: str = ""

    @property
    def says_on_delete(self) -> bool:
        """Whether it tells what happens when the other row goes."""
        return bool(self.on_delete)


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its type, word by word in lower case: ``("numeric", "(", "10", ",", "2", ")")``."""

    name: Name
    type: tuple[str, ...]
    type_offset: int
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class CreateTable:
    """``create table``. A partition has the columns and keys of its parent."""

    name: Name
    columns: tuple[Column, ...]
    constraints: tuple[Constraint, ...]
    is_partition: bool
    is_temporary: bool


@dataclass(frozen=True, slots=True)
class AlterTable:
    """What ``alter table`` adds; everything else that it may do is left out."""

    name: Name
    columns: tuple[Column, ...]
    constraints: tuple[Constraint, ...]
    enables_row_security: bool


@dataclass(frozen=True, slots=True)
class CreateIndex:
    """``create index``. A column is None where the index has an expression; ``name`` where Postgres chooses it."""

    name: Name | None
    table: Name
    columns: tuple[str | None, ...]
    is_unique: bool
    method: str
    is_partial: bool
    not_null_column: str | None  # of `where c is not null`, which every foreign key of c implies


@dataclass(frozen=True, slots=True)
class CreateTrigger:
    """``create trigger``."""

    name: Name
    table: Name


@dataclass(frozen=True, slots=True)
class CreatePolicy:
    """``create policy``. ``has_roles`` is False where ``to`` is left out. Expressions come without their brackets."""

    name: Name
    table: Name
    command: str  # "all" where it is left out
    has_roles: bool
    using: tuple[Token, ...] | None
    check: tuple[Token, ...] | None


@dataclass(frozen=True, slots=True)
class CreateRoutine:
    """
    ``create function`` or ``create procedure``.

    ``clauses`` are those that we ask for, in the order in which they are written, out of ``language``,
    ``volatility``, ``security`` and ``search_path``. ``search_path`` is its value as written.
    """

    kind: str  # "function" or "procedure"
    name: Name
    parameters: tuple[Name, ...]
    returns: str  # its first word: "trigger", "setof"
    clauses: tuple[str, ...]
    is_definer: bool
    security_offset: int
    search_path: str | None


@dataclass(frozen=True, slots=True)
class CreateView:
    """``create view``, materialized or not."""

    name: Name
    is_materialized: bool
    is_security_invoker: bool


@dataclass(frozen=True, slots=True)
class CreateType:
    """``create type`` and ``create domain``."""

    name: Name
    is_enum: bool


@dataclass(frozen=True, slots=True)
class CreateSchema:
    """``create schema``."""

    name: Name


@dataclass(frozen=True, slots=True)
class Comment:
    """``comment on <kind> <name>``; ``parts`` are the parts of the name."""

    kind: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grant:
    """``grant``, also as default privilege; offsets are None where it has no such thing."""

    public_offset: int | None
    grant_option_offset: int | None


Ddl = (
    CreateTable
    | AlterTable
    | CreateIndex
    | CreateTrigger
    | CreatePolicy
    | CreateRoutine
    | CreateView
    | CreateType
    | CreateSchema
    | Comment
    | Grant
)


@dataclass(frozen=True, slots=True)
class Reading:
    """
    One statement of a file and what it defines, None where no rule asks for it.

    ``statement`` gives its place. ``comments`` are those inside of it. All offsets, also those of tokens, count from
    the start of the file.
    """

    statement: Statement
    ddl: Ddl | None
    comments: tuple[Token, ...] = field(default=(), repr=False)
