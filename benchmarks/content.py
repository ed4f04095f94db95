"""What is applied: the systems of this repository, and a set that is made up, as a project and as a flat list."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.core.lexer import split
from toolkit.core.ordering import Selection, select
from toolkit.core.plan import access_state
from toolkit.core.systems import Project
from toolkit.io.files import read_project

ROOT = Path(__file__).resolve().parents[1]
CREATE_ROLE = re.compile(r"create\s+role\s+(\w+)", re.IGNORECASE)
SERVICES = ("billing", "stock")
SCRIPTS = 30  # of each service; with 12 statements a script and a schema a service, 722 statements in 60 files


@dataclass(frozen=True, slots=True)
class File:
    """One script for the other tools: ``name`` has no number and no ending, ``text`` is rendered."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """
    The same SQL twice: ``folder`` is the project folder for the toolkit, ``files`` the flat list for the others.

    The files are in the order in which the toolkit runs them: scripts, policies, reference seeds.
    """

    title: str
    folder: Path
    files: tuple[File, ...]

    @property
    def statements(self) -> int:
        """How many statements the files hold."""
        return sum(len(split(file.text)) for file in self.files)


def this_repository(folder: Path) -> Content:
    """All systems of this repository, copied into *folder*: an edit meanwhile shall not end the measurement."""
    for part in ("sql", "policies", "seeds"):
        shutil.copytree(ROOT / part, folder / part)
    return Content("this repository", folder, flat(read_project(folder, {})))


def made_up(folder: Path) -> Content:
    """A set of scripts that are all alike, written into *folder*: what a file costs, whatever is in it."""
    services = "".join(f'\n[services.{name}]\nschemas = ["{name}"]\n' for name in SERVICES)
    write(folder / "sql/shop/system.toml", f'[system]\nname = "shop"\n{services}')
    for service in SERVICES:
        for number in range(1, SCRIPTS + 1):
            name = f"{number:03}0_items_{number}.sql"
            write(folder / "sql/shop" / service / name, script(service, number, name))
    return Content("made up", folder, flat(read_project(folder, {})))


def flat(project: Project) -> tuple[File, ...]:
    """The files of *project* in the order in which the toolkit runs them on an empty database."""
    scripts = select(project, Selection())
    policies = access_state(project, {script.id: script.sha256 for script in scripts}).files
    seeds = [seed for system in project.systems for seed in system.seeds]
    files = (
        *(File(f"{script.id.system}_{script.id.service}_{script.slug}", script.text) for script in scripts),
        *(File(flat_name(file.path), file.text) for file in (*policies, *seeds)),
    )
    return tuple(without_repeated_roles(files))


def without_repeated_roles(files: Iterable[File]) -> Iterator[File]:
    """*files*, each role made once: two systems may declare the same one, which only the toolkit knows how to take."""
    known: set[str] = set()
    for file in files:
        text, end = "", 0
        for statement in split(file.text):
            found = CREATE_ROLE.match(statement.text)
            if found and found.group(1) in known:
                text, end = text + file.text[end : statement.start], statement.end + 1  # with its semicolon
            elif found:
                known.add(found.group(1))
        yield File(file.name, text + file.text[end:])


def flat_name(path: str) -> str:
    """``policies_edulink_auth`` for ``policies/edulink/auth.sql``."""
    return path.removesuffix(".sql").replace("/", "_")


def script(service: str, number: int, name: str) -> str:
    """A table with all that belongs to it: 12 statements, one more where the schema comes first."""
    table = f"{service}.items_{number}"
    parent = f"{service}.items_{number - 1}" if number > 1 else table
    schema = f"create schema {service};\n\n" if number == 1 else ""
    return f"""\
-- {service}/{name}
-- what: one row per item of kind {number}.
-- why: it is made up, and like all the others.

{schema}create table {table} (
    id uuid not null default gen_random_uuid(),
    parent_id uuid,
    status text not null default 'draft',
    total_cents bigint not null,
    updated_at timestamptz not null default now(),
    constraint items_{number}_pkey primary key (id),
    constraint items_{number}_status_check check (status in ('draft', 'issued', 'paid', 'void'))
);

alter table {table}
add constraint items_{number}_parent_id_fkey foreign key (parent_id) references {parent} (id) on delete restrict;

alter table {table} enable row level security;

create index items_{number}_parent_id_idx on {table} (parent_id);

create index items_{number}_status_updated_at_idx on {table} (status, updated_at desc);

create function {service}.tg_items_{number}__set_updated_at()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
    new.updated_at := now();
    return new;
end;
$$;

create trigger tg_100_set_updated_at
before update on {table}
for each row execute function {service}.tg_items_{number}__set_updated_at();

comment on table {table} is 'Items of kind {number}, one row each.';
comment on column {table}.parent_id is 'The item that this one is a part of; null: it stands alone.';
comment on column {table}.status is 'Where the item is in its life.';
comment on column {table}.total_cents is 'Total with tax, in cents of EUR.';
comment on column {table}.updated_at is 'When the row was changed last; kept by a trigger.';
"""


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
