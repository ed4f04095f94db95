"""Reads the personas of a project folder."""

from __future__ import annotations

from pathlib import Path

from ..core.faults import Fault, as_error
from ..core.personas import Persona, parse_personas


def read_personas(root: Path) -> tuple[Persona, ...]:
    """Those of every ``policies/<system>/access.toml``, systems by name; raises ConfigError with every fault."""
    personas: list[Persona] = []
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    for file in sorted(root.glob("policies/*/access.toml")):
        path = file.relative_to(root).as_posix()
        try:
            texts[path] = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            faults.append(Fault(path, 0, 0, f"cannot be read: {error}", "the file must be TOML in UTF-8"))
            continue
        found, wrong = parse_personas(file.parent.name, path, texts[path])
        personas += found
        faults += wrong
    if faults:
        raise as_error(faults, texts)
    return tuple(personas)
