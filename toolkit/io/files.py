"""Reads a project folder into ``core.systems.Project``, or names everything in it that cannot be used."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..core.faults import Fault, as_error, did_you_mean
from ..core.links import check_links, required_systems, service_order, system_order
from ..core.manifest import Manifest, ServiceEntry, read_manifest
from ..core.places import Place
from ..core.requirements import resolve, without
from ..core.systems import Project, Script, ScriptId, Service, SqlFile, System, Variables
from ..errors import ConfigError
from . import templates
from .engines import chosen_engine, engine_of, is_for
from .origins import Origins, origins
from .sources import Entry, list_folder, read_source

SCRIPT_NAME = re.compile(r"(\d{4})_([a-z0-9]+(?:_[a-z0-9]+)*)\.sql")
MANIFEST = "system.toml"
ROLES = "roles.sql"
LEGACY = "legacy"  # sql/<system>/legacy and seeds/legacy hold other things than scripts and seeds
DEMO = "demo"

Scripts = dict[tuple[str, str], tuple[Script, ...]]  # by system and service


def read_project(root: Path, environ: Mapping[str, str]) -> Project:
    """
    Everything under ``sql/``, ``policies/`` and ``seeds/`` of the project folder *root*, rendered and in order.

    *environ* overrides variables by name, and the engine of the systems that declare one. Raises one ConfigError that
    names every mistake with file, line and column.
    """
    if not (root / "sql").is_dir():
        raise ConfigError(f"{root} is no project folder: it has no folder sql/", hint="name one with -C DIR")
    return _Reader(root, environ).project()


def origins_of(file: Script | SqlFile) -> Origins:
    """Where the characters of the rendered text of *file* stand in the file on disk."""
    return origins(file.source, file.text, dict(file.variables), file.path)


class _Reader:
    """One reading of one folder: collects what is wrong, and the texts to show it in."""

    def __init__(self, root: Path, environ: Mapping[str, str]) -> None:
        self.root = root
        self.environ = environ
        self.faults: list[Fault] = []
        self.texts: dict[str, str] = {}
        self.variables: dict[str, Variables] = {}  # by system, without its engine
        self.engines: dict[str, str | None] = {}  # by system

    def project(self) -> Project:
        manifests = self.manifests()
        self.faults += check_links(manifests)
        self.stop_at_faults()  # without them, nobody can say to whom a file belongs
        ordered = [manifest for name in system_order(manifests) if (manifest := manifests[name])]
        scripts: Scripts = {}
        for manifest in ordered:
            self.variables[manifest.name] = tuple(
                (name, self.environ.get(name, value)) for name, value in manifest.variables
            )
            self.engines[manifest.name], faults = chosen_engine(manifest, self.environ)
            self.faults += faults
            self.no_files_beside_services(manifest)
            for entry in service_order(manifest):
                scripts[manifest.name, entry.name] = self.scripts(manifest, entry)
        scripts = self.with_requirements(
            scripts, {name: {name, *required_systems(name, manifests)} for name in manifests}
        )
        systems = tuple(self.system(manifest, scripts) for manifest in ordered)
        self.no_folders_without_system("policies", manifests)
        self.no_folders_without_system("seeds", (*manifests, LEGACY))
        self.stop_at_faults()
        return Project(systems)

    def manifests(self) -> dict[str, Manifest | None]:
        found: dict[str, Manifest | None] = {}
        for entry in self.entries("sql"):
            if entry.is_sql:
                self.fault(entry.path, "scripts lie in sql/<system>/<service>/", "move it there")
            elif entry.is_folder and any(one.name == MANIFEST for one in self.entries(entry.path)):
                found[entry.name] = self.manifest(f"{entry.path}/{MANIFEST}", entry.name)
            elif entry.is_folder and self.sql_below(entry.path):
                self.fault(entry.path, f"has no {MANIFEST}", f"`toolkit new {entry.name} --system` makes one")
        return found

    def manifest(self, path: str, folder: str) -> Manifest | None:
        text = self.source(path)
        if text is None:
            return None
        manifest, faults = read_manifest(text, path, folder)
        self.faults += faults
        return manifest

    def system(self, manifest: Manifest, scripts: Scripts) -> System:
        variables = self.variables[manifest.name]
        engine = self.engines[manifest.name]
        policies = self.policies(manifest)
        seeds = f"seeds/{manifest.name}"
        of_services = {entry.name: scripts[manifest.name, entry.name] for entry in manifest.services}
        return System(
            name=manifest.name,
            path=manifest.path,
            services=tuple(
                Service(
                    system=manifest.name,
                    name=entry.name,
                    schemas=entry.schemas,
                    requires=entry.requires,
                    description=entry.description,
                    scripts=tuple(script for script in of_services[entry.name] if is_for(engine, script.engine)),
                    policies=policies.get(f"{entry.name}.sql"),
                )
                for entry in service_order(manifest)
            ),
            requires=manifest.requires,
            description=manifest.description,
            exposed_schemas=manifest.exposed_schemas,
            variables=variables,
            boundaries=manifest.boundaries,
            roles=policies.get(ROLES),
            seeds=self.sql_files(manifest, self.numbered(seeds, beside=DEMO)),
            demo_seeds=self.sql_files(manifest, self.numbered(f"{seeds}/{DEMO}")),
            engine=engine,
            distribution=manifest.distribution,
            left_out=tuple(
                script for found in of_services.values() for script in found if not is_for(engine, script.engine)
            ),
        )

    # Scripts

    def no_files_beside_services(self, manifest: Manifest) -> None:
        folder = f"sql/{manifest.name}"
        known = [service.name for service in manifest.services]
        for entry in self.entries(folder):
            if entry.is_sql:
                self.fault(entry.path, f"scripts lie in {folder}/<service>/", f"services: {', '.join(known)}")
            elif entry.is_folder and entry.name not in (*known, LEGACY) and self.sql_below(entry.path):
                self.fault(
                    entry.path, f"{manifest.path} has no [services.{entry.name}]", did_you_mean(entry.name, known)
                )

    def scripts(self, manifest: Manifest, entry: ServiceEntry) -> tuple[Script, ...]:
        folder = f"sql/{manifest.name}/{entry.name}"
        if not (self.root / folder).is_dir():
            place = manifest.place("services", entry.name)
            message = f"services.{entry.name}: there is no folder {folder}"
            hint = f"`mkdir {folder}`, or make its first script: `toolkit new {manifest.name}/{entry.name} <slug>`"
            self.faults.append(Fault(manifest.path, place.line, place.column, message, hint))
        found: list[Script] = []
        for path in self.numbered(folder):
            file, engine = self.sql_file(path, manifest)
            number, _, slug = path.rpartition("/")[2].removesuffix(".sql").partition("_")
            id_ = ScriptId(manifest.name, entry.name, number)
            script = Script(id_, slug, path, file.source, file.text, (), file.variables, file.settings, engine)
            found.append(script)
        return tuple(found)

    def with_requirements(self, scripts: Scripts, reachable: Mapping[str, set[str]]) -> Scripts:
        """
        *scripts* with what their headers require, which can be looked up only when all are known.

        Also those of another engine are looked at: what is wrong in them is wrong today.
        """
        by_id = {script.id: script for of_service in scripts.values() for script in of_service}
        required, faults = resolve(by_id, reachable)
        by_path = {script.path: script for script in by_id.values()}
        for fault in faults:
            script = by_path[fault.path]
            place = origins_of(script).place(Place(fault.line, fault.column))
            self.faults.append(replace(fault, line=place.line, column=place.column))
        left_out = {id_ for id_, script in by_id.items() if not is_for(self.engines[id_.system], script.engine)}
        if left_out and not faults:  # which could be a circle
            required |= without(left_out, by_id, required)
        return {
            service: tuple(replace(script, requires=required[script.id]) for script in of_service)
            for service, of_service in scripts.items()
        }

    def numbered(self, folder: str, *, beside: str = "") -> tuple[str, ...]:
        """The paths of the files ``NNNN_slug.sql`` in *folder*, by number. A folder called *beside* is not ours."""
        by_number: dict[str, str] = {}
        for entry in self.entries(folder):
            name = SCRIPT_NAME.fullmatch(entry.name)
            if entry.is_folder:
                if entry.name != beside:
                    self.no_sql_below(entry, folder)
            elif name is None and entry.is_sql:
                hint = "four digits, then lower-case words with _ between, as in 0010_users.sql"
                self.fault(entry.path, "is not called NNNN_slug.sql", hint)
            elif name is not None and name.group(1) in by_number:
                self.fault(entry.path, f"has the same number as {by_number[name.group(1)]}", "give one the next number")
            elif name is not None:
                by_number[name.group(1)] = entry.path
        return tuple(by_number.values())

    # Policies and seeds

    def policies(self, manifest: Manifest) -> dict[str, SqlFile]:
        """The policy files of a system by their names."""
        folder = f"policies/{manifest.name}"
        known = [ROLES, *(f"{service.name}.sql" for service in manifest.services)]
        found: dict[str, SqlFile] = {}
        for entry in self.entries(folder):
            if entry.is_folder:
                self.no_sql_below(entry, folder)
            elif entry.name in known:
                found.update((entry.name, file) for file in self.sql_files(manifest, [entry.path]))
            elif entry.is_sql:
                self.fault(entry.path, f"{manifest.name} has no service of this name", did_you_mean(entry.name, known))
        return found

    def no_folders_without_system(self, folder: str, known: Sequence[str] | Mapping[str, object]) -> None:
        for entry in self.entries(folder):
            if entry.is_sql:
                self.fault(entry.path, f"files lie in {folder}/<system>/", "move it there")
            elif entry.is_folder and entry.name not in known and self.sql_below(entry.path):
                self.fault(entry.path, "there is no such system under sql/", did_you_mean(entry.name, sorted(known)))

    # Single files

    def sql_files(self, manifest: Manifest, paths: Sequence[str]) -> tuple[SqlFile, ...]:
        """The files *paths* without those that are for another engine."""
        files = [self.sql_file(path, manifest) for path in paths]
        return tuple(file for file, engine in files if is_for(self.engines[manifest.name], engine))

    def sql_file(self, path: str, manifest: Manifest) -> tuple[SqlFile, str | None]:
        """The file *path*, and the only engine that it is for (None: any)."""
        engine, variables = self.engines[manifest.name], self.variables[manifest.name]
        if engine is not None:
            variables = (("engine", engine), *variables)
        source = self.source(path) or ""
        text = templates.render(source, dict(variables), path) if variables else source
        if isinstance(text, Fault):
            self.faults.append(text)
            text = ""
        file = SqlFile(path, source, text, variables, manifest.settings)
        only, faults = engine_of(file, manifest)
        self.faults += faults
        return file, only

    def source(self, path: str) -> str | None:
        text = read_source(self.root, path)
        if isinstance(text, Fault):
            self.faults.append(text)
            return None
        self.texts[path] = text
        return text

    def entries(self, path: str) -> tuple[Entry, ...]:
        entries, faults = list_folder(self.root, path)
        self.faults += faults
        return entries

    def no_sql_below(self, entry: Entry, folder: str) -> None:
        for path in self.sql_below(entry.path):
            self.fault(path, "lies too deep to be read", f"move it to {folder}/")

    def sql_below(self, path: str) -> list[str]:
        """The SQL files somewhere under *path*: an empty folder, or one of notes, is nobody's mistake."""
        found: list[str] = []
        for entry in self.entries(path):
            found += self.sql_below(entry.path) if entry.is_folder else [entry.path] * entry.is_sql
        return found

    def fault(self, path: str, message: str, hint: str) -> None:
        self.faults.append(Fault(path, 0, 0, message, hint))

    def stop_at_faults(self) -> None:
        if self.faults:
            raise as_error(self.faults, self.texts)
