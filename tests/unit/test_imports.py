"""Imports go down the picture of the house, never up; read with ``ast``, so that lazy ones count as well."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "toolkit"

# Each floor of the package with the floors that it may import from.
FLOORS = {
    "errors": set[str](),
    "settings": {"errors"},
    "core": {"core", "errors"},
    "io": {"io", "core", "errors", "settings"},
    "verbs": {"verbs", "io", "core", "errors", "settings"},
    "cli": {"cli", "verbs", "io", "core", "errors", "settings"},
    "sealing": {"io", "core"},  # what applications import
    "__main__": {"cli", "errors"},
    "__init__": set[str](),
}
VERSION = "toolkit"  # `from toolkit import __version__` is open to all
DATABASE_DRIVERS = {"psycopg", "psycopg2", "asyncpg", "sqlalchemy"}
STANDARD_LIBRARY_ONLY = ("core", "errors")


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield ".".join(path.relative_to(PACKAGE).with_suffix("").parts), path


def imports(path: Path) -> Iterator[str]:
    """What the file at *path* imports, as full dotted names."""
    package = ("toolkit", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *([node.module] if node.module else [])))
            if module == "toolkit":
                yield from (f"toolkit.{alias.name}" for alias in node.names)
            else:
                yield module


def own(path: Path) -> set[str]:
    """The floors of this package that the file at *path* imports from."""
    parts = [name.split(".") for name in imports(path)]
    return {part[1] for part in parts if part[0] == "toolkit" and len(part) > 1 and part[1] != "__version__"}


def foreign(path: Path) -> set[str]:
    """The other packages that the file at *path* imports."""
    return {name.split(".")[0] for name in imports(path)} - {"toolkit"}


@pytest.mark.parametrize(("module", "path"), [pytest.param(*item, id=item[0]) for item in modules()])
def test_a_module_imports_only_from_its_own_floor_and_those_below(module: str, path: Path) -> None:
    floor = module.split(".", maxsplit=1)[0]

    assert own(path) <= FLOORS[floor], f"toolkit/{module} reaches up"


def test_only_the_door_knows_the_driver() -> None:
    knowing = [module for module, path in modules() if foreign(path) & DATABASE_DRIVERS]

    assert knowing == ["io.db"]


def test_only_one_module_knows_the_cipher_and_imports_it_late() -> None:
    knowing = {module: path for module, path in modules() if "cryptography" in foreign(path)}

    assert list(knowing) == ["io.sealing"]
    top = ast.parse(knowing["io.sealing"].read_text(encoding="utf-8")).body
    assert not any("cryptography" in ast.unparse(node) for node in top if isinstance(node, ast.Import | ast.ImportFrom))


def test_the_core_needs_nothing_but_the_standard_library() -> None:
    import sys

    strangers = {
        f"{module}: {name}"
        for module, path in modules()
        if module.startswith(STANDARD_LIBRARY_ONLY)
        for name in foreign(path)
        if name not in sys.stdlib_module_names
    }

    assert strangers == set()


def test_no_module_knows_the_name_of_a_system() -> None:
    systems = [path.parent.name for path in (PACKAGE.parent / "sql").glob("*/system.toml")]
    # These are words of every day; what a module may not do is to name the folder of such a system.
    names = [f"sql/{name}" if name in ("common", "core") else name for name in systems]

    found = [
        f"toolkit/{path.relative_to(PACKAGE)}: {name}"
        for path in PACKAGE.rglob("*")
        if path.suffix in {".py", ".sql"}
        for name in names
        if any(name in literal for literal in code_words(path))
    ]

    assert found == []


def code_words(path: Path) -> Iterator[str]:
    """The string constants of a Python file that are no documentation; the lines of a SQL file that are no comment."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".sql":
        yield from (line for line in text.splitlines() if not line.lstrip().startswith("--"))
        return
    tree = ast.parse(text)
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value
