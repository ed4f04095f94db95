"""
SQL with variables: Jinja for the files of a system whose ``system.toml`` has ``[variables]`` or names an ``engine``.

A variable is text that somebody outside of the repository may choose (the environment overrides the file), so what it
may do to the SQL around it is limited: printed as it is, ``{{ ROLE }}``, it must be a word of letters, digits and ``_``
or a plain number. Any other value must be quoted by the template: ``{{ ROLE | identifier }}`` gives ``"app role"``,
``{{ REGION | literal }}`` gives ``'eu-west'``. Templates cannot read files, the clock or random numbers: the same file
and variables always give the same text.

Files of a system that names its engine know it as ``engine``, to be compared: ``{% if engine == "citus" %}``. What a
policy should ask once for each statement is written ``{{ per_statement("core.tenant_ids()") }}``: in a sub-select for
Postgres, which then does not ask again for every row; plainly for Citus, which takes no sub-select there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..core.faults import Fault, did_you_mean
from ..core.systems import ENGINES

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

DELIMITERS = ("{{", "{%", "{#")
PLAIN = re.compile(r"\w+|\d+\.\d+", re.ASCII)


class UnquotedValueError(Exception):
    """A variable whose value is no word was used without quotes."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Variable:
    """
    A value that becomes text only where that is harmless, whatever operator or filter asks for the text.

    The underscore keeps the value out of reach of the template: the sandbox refuses such attributes.
    """

    def __init__(self, name: str, value: str) -> None:
        self._name = name
        self._value = value

    def __str__(self) -> str:
        if PLAIN.fullmatch(self._value):
            return self._value
        raise UnquotedValueError(self._name)

    def __repr__(self) -> str:
        return repr(str(self))

    def __eq__(self, other: object) -> bool:
        return self._value == (other._value if isinstance(other, Variable) else other)

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __contains__(self, part: str) -> bool:
        return part in self._value

    def __int__(self) -> int:
        return int(self._value)


class Engine(Variable):
    """The engine: a word to be compared, with the name of an engine and no other."""

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str) and other not in ENGINES:
            raise ValueError(f'there is no engine "{other}" ({did_you_mean(other, ENGINES)})')
        return super().__eq__(other)

    def __hash__(self) -> int:
        return super().__hash__()


def per_statement(engine: str) -> Callable[[object], str]:
    """The function that writes a call into a policy so that *engine* takes it, and asks it as seldom as it can."""

    def written(call: object) -> str:
        return str(call) if engine == "citus" else f"(select {call})"

    return written


def is_template(source: str) -> bool:
    """Whether rendering could change *source*: without a delimiter Jinja need not even be imported."""
    return any(delimiter in source for delimiter in DELIMITERS)


def render(source: str, variables: Mapping[str, str], path: str) -> str | Fault:
    """*source* with *variables*, or why that cannot be; *path* is for the message."""
    if not is_template(source):
        return source
    from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError

    try:
        return rendered(source, variables, path)
    except TemplateSyntaxError as error:
        hint = "text that only looks like a template goes between {% raw %} and {% endraw %}"
        return Fault(path, error.lineno, 1, f"template: {error.message}", hint)
    except UndefinedError as error:
        name = re.search(r"'(\w+)' is undefined", str(error))
        return _fault(error, source, path, f"template: {error}", variables, name.group(1) if name else "")
    except UnquotedValueError as error:
        message = f"template: the value of {error.name} is no plain word, so it must be quoted here"
        hint = f"write {{{{ {error.name} | identifier }}}} for a name, {{{{ {error.name} | literal }}}} for a value"
        return _fault(error, source, path, message, {}, error.name, hint)
    except (TemplateError, TypeError, ValueError, ArithmeticError, OverflowError) as error:
        return _fault(error, source, path, f"template: {error}", {}, "")


def rendered(
    source: str, variables: Mapping[str, str], path: str, change: Callable[[nodes.Template], None] | None = None
) -> str:
    """As `render`, after *change* had its way with the parsed template; raises what Jinja raises."""
    found = environment()
    tree = found.parse(source, filename=path)
    if change:
        change(tree)
    # The file name makes the lines of the template show up in tracebacks.
    code = found.compile(tree, filename=path)
    template = found.template_class.from_code(found, code, found.make_globals(None))
    known: dict[str, object] = {name: Variable(name, value) for name, value in variables.items()}
    if engine := variables.get("engine"):
        known |= {"engine": Engine("engine", engine), "per_statement": per_statement(engine)}
    return template.render(known)


def environment() -> Environment:
    """How templates are read and rendered here."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # that is for HTML
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    del made.globals["lipsum"], made.filters["random"]
    made.filters["identifier"] = lambda value: '"' + _value(value).replace('"', '""') + '"'
    made.filters["literal"] = lambda value: "'" + _value(value).replace("'", "''") + "'"
    return made


def _printable(value: object) -> object:
    """*value*, if it has a text of its own; a list or a range is a slip, mostly ``{{1,2}}`` of a Postgres array."""
    from jinja2 import Undefined

    if isinstance(value, str | int | float | Variable | Undefined):
        return value
    raise TypeError(f"a {type(value).__name__} cannot be printed; an array of Postgres goes between {{% raw %}} marks")


def _value(value: object) -> str:
    return value._value if isinstance(value, Variable) else str(value)


def _fault(
    error: Exception, source: str, path: str, message: str, variables: Mapping[str, str], name: str, hint: str = ""
) -> Fault:
    line = 1
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    text = source.split("\n")[line - 1] if line <= source.count("\n") + 1 else ""
    found = re.search(rf"\b{re.escape(name)}\b", text) if name else None
    hint = hint or (did_you_mean(name, variables) if name else "")
    return Fault(path, line, found.start() + 1 if found else 1, message, hint)
