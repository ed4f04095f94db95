"""For which engine the files of a system are read, and which of them are for another one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..core.faults import Fault, did_you_mean
from ..core.headers import read_header
from ..core.manifest import Manifest
from ..core.systems import ENGINES, Script, SqlFile
from . import templates
from .origins import origins

VARIABLE = "TOOLKIT_ENGINE"  # of the environment
HEADER_LINE = re.compile(r"^--[ \t]*engine[ \t]*:", re.IGNORECASE | re.MULTILINE)


def chosen_engine(manifest: Manifest, environ: Mapping[str, str]) -> tuple[str | None, tuple[Fault, ...]]:
    """The engine that the files of a system are read for: None where it declares none, whatever *environ* says."""
    chosen = environ.get(VARIABLE)
    if manifest.engine is None or not chosen or chosen in ENGINES:
        return manifest.engine and (chosen or manifest.engine), ()
    # The same for all systems, and equal faults are shown once.
    return manifest.engine, (Fault(VARIABLE, 0, 0, f'unknown engine "{chosen}"', did_you_mean(chosen, ENGINES)),)


def is_for(engine: str | None, only: str | None) -> bool:
    """Whether a file for the engine *only* (None: for any) is part of a system that is read for *engine*."""
    return only is None or only == (engine or ENGINES[0])


def engine_of(file: SqlFile, manifest: Manifest) -> tuple[str | None, tuple[Fault, ...]]:
    """The engine that the header of *file* names, None where it names none; and what is wrong with the line."""
    # Most files have no such line, and reading all their headers would take longer than finding that out.
    written = read_header(file.text, manifest.name).engine if HEADER_LINE.search(file.text) else None
    if written is None:
        return None, ()
    engine, place = written[0], origins(file.source, file.text, dict(file.variables), file.path).place(written[1])
    if engine not in ENGINES:
        hint = f"{did_you_mean(engine, ENGINES)}; without the line the file is for every engine"
        return None, (Fault(file.path, place.line, place.column, f'unknown engine "{engine}"', hint),)
    if manifest.engine is None:
        message = f"the file is for the engine {engine}, and {manifest.path} declares none"
        hint = f'write `engine = "{ENGINES[0]}"` under [system]'
        return engine, (Fault(file.path, place.line, place.column, message, hint),)
    return engine, ()


def for_engine(script: Script, engine: str) -> Script | None:
    """*script* as it would be for another *engine*; None where its template does not go with that one."""
    variables = tuple((name, engine if name == "engine" else value) for name, value in script.variables)
    text = templates.render(script.source, dict(variables), script.path)
    return None if isinstance(text, Fault) else replace(script, text=text, variables=variables)
