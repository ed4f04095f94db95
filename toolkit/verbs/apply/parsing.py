"""Files as statements, each split and described once in a run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...core.effects import Effect
from ...core.lexer import LexError, Statement, split
from ...core.places import picture, place_at
from ...core.statements import describe
from ...core.systems import File, Script
from ...errors import ConfigError
from ...io.files import origins_of

# Statements that always run in a transaction and make nobody wait. There are many of them, and to say more about each
# would take as long as everything else that happens before the first script runs; `plan` does say more.
QUIET = re.compile(r"(?:comment|grant|revoke|insert|create\s+(?:or\s+replace\s+)?function)\b", re.IGNORECASE)
# The same in a policy file: its locks are not taken beforehand, because it comes with all others in one transaction.
QUIET_POLICY = re.compile(r"create\s+policy\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file with its statements and, in the same order, what of each of them matters to a run."""

    file: File
    statements: tuple[Statement, ...] = field(repr=False)
    effects: tuple[Effect, ...] = field(repr=False)

    @property
    def is_stepwise(self) -> bool:
        """Whether some statement cannot run inside a transaction, so that the file must go statement by statement."""
        return not all(effect.runs_in_transaction for effect in self.effects)

    def only(self, index: int) -> Parsed:
        """The same file with one of its statements."""
        return Parsed(self.file, self.statements[index : index + 1], self.effects[index : index + 1])

    def strong_locks(self) -> tuple[tuple[str, str], ...]:
        """The locks, (table, mode), on tables from before the file that would make others wait; in their order."""
        made: set[str] = set()
        locks: dict[tuple[str, str], None] = {}
        for effect in self.effects:
            for lock in effect.locks:
                if lock.table not in made and lock.blocks_others and lock.mode != "unknown":
                    locks[lock.table, lock.mode] = None
            made.update(effect.creates_tables)
        return tuple(locks)

    def refused(self, index: int, reason: str, hint: str) -> ConfigError:
        """The error that statement number *index* may not be in the file."""
        return refused(self.file, self.statements[index].start, reason, hint)


class Parser:
    """Parses files and remembers them for the length of a run: a plan looks at them more than once."""

    def __init__(self) -> None:
        self._known: dict[str, Parsed] = {}

    def parse(self, file: File) -> Parsed:
        """
        The statements of *file*.

        Raises ConfigError where it cannot be split, or where it begins or ends a transaction.
        """
        known = self._known.get(file.path)
        if known is None or known.file.text != file.text:
            known = self._known[file.path] = parse(file)
        return known

    def statements(self, file: File) -> tuple[Statement, ...]:
        """As `parse`, but the statements alone: all that is asked of a script that does not run now."""
        known = self._known.get(file.path)
        try:
            return known.statements if known else split(file.text)
        except LexError:
            return ()


def parse(file: File) -> Parsed:
    """As `Parser.parse`, remembering nothing."""
    try:
        statements = split(file.text)
    except LexError as error:
        raise refused(file, error.offset, error.message, error.hint) from error
    has_locks = isinstance(file, Script)
    parsed = Parsed(file, statements, tuple(essential(one, has_locks=has_locks) for one in statements))
    for index, effect in enumerate(parsed.effects):
        if effect.is_transaction_control:
            raise parsed.refused(
                index,
                "a file may not begin or end a transaction",
                "remove the statement: each file runs in a transaction that the toolkit makes",
            )
    return parsed


def refused(file: File, offset: int, reason: str, hint: str) -> ConfigError:
    """The error that *file* cannot be used for what is at *offset* of its rendered text."""
    place = place_at(file.source, origins_of(file).offset(offset))
    at = f"{file.path}:{place.line}:{place.column}"
    return ConfigError(f"{at}: {reason}", detail=picture(file.source, place), hint=hint)


def essential(statement: Statement, *, has_locks: bool = True) -> Effect:
    """What *statement* does, as far as that matters to a run: its locks on others, transactions, roles, indexes."""
    quiet = QUIET.match(statement.text) or (None if has_locks else QUIET_POLICY.match(statement.text))
    return Effect(quiet.group().lower()) if quiet else describe(statement)
