"""Project folders for tests: a few files given as text, everything else filled in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from toolkit.core.ordering import Selection
from toolkit.core.systems import Project
from toolkit.io.files import read_project
from toolkit.verbs.apply import Options, Outcome, apply

ROOT = Path(__file__).resolve().parents[2]

MANIFEST = """\
[system]
name = "shop"
description = "A shop, made up for a test."

[services.billing]
description = "Invoices."
schemas = ["billing"]
"""

SCHEMA = "create schema billing;\n"
INVOICES = """\
create table billing.invoices (
    id bigint generated always as identity,
    total_cents bigint not null,
    constraint invoices_pkey primary key (id)
);
"""

QUICK = Options(lock_timeout=0.2, retries=1, wait=20)


def a_project(folder: Path, files: Mapping[str, str] | None = None, *, manifest: str = MANIFEST) -> Path:
    """
    A project folder with one system, ``shop``, and its service ``billing``.

    *files* are by path; without any, there are a schema and a table.
    """
    chosen = {"billing/0010_schema.sql": SCHEMA, "billing/0020_invoices.sql": INVOICES} if files is None else files
    write(folder, {"sql/shop/system.toml": manifest, **{path_of(path): text for path, text in chosen.items()}})
    return folder


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write *files*, by path below *folder*."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def path_of(path: str) -> str:
    """``billing/0010_x.sql`` is a script of the shop; everything else is a path in the project folder."""
    return path if path.startswith(("sql/", "policies/", "seeds/")) else f"sql/shop/{path}"


def only(system: str, folder: Path) -> Path:
    """
    A project folder with *system* of this repository and what it requires, and nothing else.

    A test of one system stands on such a copy: it also shows that the system needs no other.
    """
    for name in ("common", system):
        for part in ("sql", "policies", "seeds"):
            if (ROOT / part / name).is_dir():
                shutil.copytree(ROOT / part / name, folder / part / name, dirs_exist_ok=True)
    return folder


def project(folder: Path) -> Project:
    """The project in *folder*."""
    return read_project(folder, {})


def run_apply(
    folder: Path, url: str, selection: Selection | None = None, options: Options = QUICK, said: list[str] | None = None
) -> Outcome:
    """Apply the project in *folder*; what the verb says is added to *said*."""
    lines = [] if said is None else said
    return apply(url, project(folder), selection or Selection(), options, lines.append)


def toolkit(*arguments: str, folder: Path, url: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would, in a process of its own."""
    process = start_toolkit(*arguments, folder=folder, url=url, **environment)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def start_toolkit(*arguments: str, folder: Path, url: str = "", **environment: str) -> subprocess.Popen[str]:
    """Start the command as a user would; the caller waits for it."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "DATABASE_URL"))}
    variables |= {"DATABASE_URL": url} if url else {}
    return subprocess.Popen(
        [sys.executable, "-m", "toolkit", *arguments],
        cwd=folder,
        env=variables | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
