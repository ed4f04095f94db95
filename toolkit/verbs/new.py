"""``new``: the next script of a service, a new service, or a new system."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ..core import scaffold
from ..core.faults import Fault, as_error, did_you_mean
from ..core.links import check_links
from ..core.manifest import NAME, RESERVED_SCHEMAS, Manifest, ServiceEntry, read_manifest
from ..core.scaffold import Draft
from ..errors import ConfigError, UsageError
from ..io.files import MANIFEST, SCRIPT_NAME
from ..io.newfiles import create_files, one_at_a_time
from ..io.sources import list_folder, read_source

SLUG = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
LAST_NUMBER = 9999


@dataclass(frozen=True, slots=True)
class Existing:
    """The scripts of a service so far: file names by number."""

    names: tuple[str, ...]

    @property
    def last(self) -> int:
        """The highest number, 0 where there is none."""
        return max((int(name[:4]) for name in self.names), default=0)


def new_script(root: Path, target: str, slug: str) -> tuple[str, ...]:
    """
    Write the next script of the service *target* (``system/service``, or ``service`` where only one has that name).

    Returns the path of the file, relative to *root*. Safe to call from several processes at once.
    """

    def draft(manifest: Manifest, service: ServiceEntry) -> tuple[Draft, ...]:
        schema = service.schemas[0] if service.schemas else service.name
        has_prefix = scaffold.prefix_variable(service.name) in dict(manifest.variables)
        prefix = scaffold.printed(scaffold.prefix_variable(service.name)) if has_prefix else ""
        what, body = scaffold.body_for(slug, schema, prefix)
        return (Draft(slug, (f"what: {what}",), body),)

    check_slug(slug)
    return write_scripts(root, target, draft)


def write_scripts(
    root: Path, target: str, draft: Callable[[Manifest, ServiceEntry], Iterable[Draft]]
) -> tuple[str, ...]:
    """
    Write what *draft* returns for the service *target* as its next scripts, each requiring the one before it.

    Returns the paths of the files, relative to *root*. Safe to call from several processes at once; raises UsageError
    where a script of such a name exists.
    """
    with one_at_a_time(root / "sql"):
        manifest, service = _find_service(root, target)
        folder = f"sql/{manifest.name}/{service.name}"
        existing = _existing(root, folder)
        files: dict[str, str] = {}
        before = f"{service.name}/{existing.names[-1]}" if existing.names else None
        last = existing.last
        for one in draft(manifest, service):
            same = [name for name in existing.names if name[5:] == f"{one.slug}.sql"]
            if same:
                raise UsageError(
                    f"{folder}/{same[0]} exists", hint="choose another name, or edit it while it is not applied"
                )
            number = _next_number(last, folder)
            name = f"{service.name}/{number}_{one.slug}.sql"
            files[f"sql/{manifest.name}/{name}"] = scaffold.script(
                name, one.header, [before] if before else [], one.body
            )
            before, last = name, int(number)
        return create_files(root, files)


def check_slug(slug: str) -> None:
    """Raise UsageError where *slug* cannot be a part of a file name."""
    if not SLUG.fullmatch(slug):
        words = "_".join(re.findall(r"[a-z0-9]+", slug.lower()))
        raise UsageError(
            f'"{slug}" cannot be a part of a file name: lower-case letters and digits with _ between',
            hint=f"such as {words}" if words else "such as create_invoices",
        )


def new_service(root: Path, target: str) -> tuple[str, ...]:
    """
    Add the service *target* (``system/service``) with a schema, a table and its policies; returns the paths.

    Where other services of the system have a variable for the prefix of their tables, this one gets its own.
    """
    system, _, service = target.partition("/")
    if not system or not service:
        raise UsageError(f'"{target}" does not say of which system', hint="write system/service")
    _check_name(service)
    with one_at_a_time(root / "sql"):
        manifest = _manifests(root).get(system)
        if manifest is None:
            raise UsageError(
                f"there is no system {system}",
                hint=f"{did_you_mean(system, _manifests(root))} or make it: toolkit new {system} --system".lstrip(),
            )
        if service in [entry.name for entry in manifest.services]:
            raise UsageError(f"{manifest.path} has [services.{service}] already")
        source = _text(root, manifest.path)
        schemas = _schemas_for(service, manifest)
        text = scaffold.with_service(source, scaffold.service_table(service, schemas))
        if text is None:
            raise ConfigError(
                f"{manifest.path}: its services are no tables of their own, so none can be added",
                hint=f"add this one by hand, and make its first script: toolkit new {target} schema",
            )
        prefix = ""
        if any(scaffold.prefix_variable(entry.name) in dict(manifest.variables) for entry in manifest.services):
            text = _with_prefix(text, manifest, service)
            prefix = scaffold.printed(scaffold.prefix_variable(service))
        _check(root, manifest.path, system, text)
        files = _first_files(root, manifest, service, schemas[0], prefix)
        return create_files(root, files, replaced={manifest.path: (source, text)})


def new_system(root: Path, target: str) -> tuple[str, ...]:
    """
    Make the system *target* with one service, called like it or as in ``system/service``; returns the paths.

    It requires ``common`` where there is such a system.
    """
    system, _, service = target.partition("/")
    service = service or system
    _check_name(system)
    _check_name(service)
    with one_at_a_time(root / "sql"):
        others = _manifests(root)
        path = f"sql/{system}/{MANIFEST}"
        if system in others:
            raise UsageError(f"{path} exists", hint=f"to add a service: toolkit new {system}/<service> --service")
        requires = ["common"] if "common" in others else []
        schema = f"{service}_schema" if service in RESERVED_SCHEMAS else service
        text = scaffold.system_file(system, requires, service, [schema])
        manifest = _check(root, path, system, text)
        return create_files(root, {path: text, **_first_files(root, manifest, service, schema)})


def _check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise UsageError(f'"{name}" cannot be a name here', hint="a letter, then lower-case letters, digits and _")


def _with_prefix(text: str, manifest: Manifest, service: str) -> str:
    """The system file *text* with the variable for the prefix of the service's tables, if it has none yet."""
    name = scaffold.prefix_variable(service)
    if name in dict(manifest.variables):
        return text
    added = scaffold.with_variable(text, name, f"{service}_")
    if added is None:
        raise ConfigError(
            f"{manifest.path}: its variables are no lines of their own, so none can be added",
            hint=f'add {name} = "{service}_" by hand, and run the same command again',
        )
    return added


def _first_files(root: Path, manifest: Manifest, service: str, schema: str, prefix: str = "") -> dict[str, str]:
    """The scripts and policies of a new service; a schema that others have already is not created again."""
    folder = f"sql/{manifest.name}/{service}"
    if _existing(root, folder).names:
        raise UsageError(f"{folder} holds scripts already", hint=f"add [services.{service}] to {manifest.path}")
    creator = _creator(root, manifest, schema)
    table = f"{service}_{scaffold.FIRST_TABLE}" if creator and not prefix else scaffold.FIRST_TABLE
    files: dict[str, str] = {}
    first, second = f"{service}/0010_schema.sql", f"{service}/0020_{table}.sql"
    if creator is None:
        files[f"sql/{manifest.name}/{first}"] = scaffold.script(
            first, [f"what: the schema {schema}."], [], scaffold.schema_body(schema)
        )
    else:
        second = f"{service}/0010_{table}.sql"
    body = scaffold.table_body(schema, table, prefix)
    what = f"one row per {scaffold.singular(table.replace('_', ' '))}."
    files[f"sql/{manifest.name}/{second}"] = scaffold.script(second, [f"what: {what}"], [creator or first], body)
    path = f"policies/{manifest.name}/{service}.sql"
    files[path] = scaffold.policies(path, service, schema, table, prefix)
    return files


def _schemas_for(service: str, manifest: Manifest) -> tuple[str, ...]:
    """The schemas of a new service, after the habit of the others: one of its own, or the one that all share."""
    habits = {entry.schemas for entry in manifest.services}
    if len(manifest.services) > 1 and len(habits) == 1:
        return next(iter(habits))
    suffixed = all(entry.schemas == (f"{entry.name}_schema",) for entry in manifest.services)
    return (f"{service}_schema",) if suffixed or service in RESERVED_SCHEMAS else (service,)


def _creator(root: Path, manifest: Manifest, schema: str) -> str | None:
    """The script (``service/NNNN_slug.sql``) of the system that creates *schema*, None where none does."""
    pattern = re.compile(rf"^create schema (?:if not exists )?{re.escape(schema)}\b", re.IGNORECASE | re.MULTILINE)
    for service in manifest.services:
        folder = f"sql/{manifest.name}/{service.name}"
        for name in _existing(root, folder).names:
            text = read_source(root, f"{folder}/{name}")
            if isinstance(text, str) and pattern.search(text):
                return f"{service.name}/{name}"
    return None


def _find_service(root: Path, target: str) -> tuple[Manifest, ServiceEntry]:
    manifests = _manifests(root)
    found = [
        (manifest, service)
        for manifest in manifests.values()
        for service in manifest.services
        if target in (f"{manifest.name}/{service.name}", service.name)
    ]
    if len(found) == 1:
        return found[0]
    every = [f"{manifest.name}/{service.name}" for manifest in manifests.values() for service in manifest.services]
    if found:
        choices = " or ".join(f"{manifest.name}/{service.name}" for manifest, service in found)
        raise UsageError(f"more than one system has a service {target}", hint=f"say {choices}")
    raise UsageError(
        f"there is no service {target}",
        hint=". ".join(filter(None, [did_you_mean(target, every), f"To make it: toolkit new {target} --service"])),
    )


def _manifests(root: Path) -> dict[str, Manifest]:
    """The system files, by system; raises ConfigError where one cannot be read."""
    found: dict[str, Manifest] = {}
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    for entry in list_folder(root, "sql")[0]:
        path = f"{entry.path}/{MANIFEST}"
        if entry.is_folder and (root / path).exists():
            texts[path] = _text(root, path)
            manifest, wrong = read_manifest(texts[path], path, entry.name)
            faults += wrong
            if manifest is not None:
                found[entry.name] = manifest
    if faults:
        raise as_error(faults, texts)
    return found


def _check(root: Path, path: str, system: str, text: str) -> Manifest:
    """The manifest that *text* would be; raises UsageError for a name that cannot be."""
    manifest, faults = read_manifest(text, path, system)
    if manifest is not None:
        others = _manifests(root)
        # A schema that two systems want is reported at the one that comes later in the alphabet.
        before = check_links(others)
        faults = (*faults, *(one for one in check_links({**others, system: manifest}) if one not in before))
    if faults or manifest is None:
        raise UsageError(faults[0].message, hint=faults[0].hint)
    return manifest


def _existing(root: Path, folder: str) -> Existing:
    entries, _ = list_folder(root, folder)
    return Existing(tuple(entry.name for entry in entries if SCRIPT_NAME.fullmatch(entry.name)))


def _next_number(last: int, folder: str) -> str:
    """The next multiple of ten; where these are used up, the next number."""
    number = (last // 10 + 1) * 10
    if number > LAST_NUMBER:
        number = last + 1
    if number > LAST_NUMBER:
        raise UsageError(f"{folder} has used up its numbers", hint="start a new service")
    return f"{number:04}"


def _text(root: Path, path: str) -> str:
    text = read_source(root, path)
    if isinstance(text, Fault):
        raise as_error([text], {})
    return text
