"""
sqlfluff over rendered text, with what it found kept by content: it takes seconds for a large file.

The configuration is that of the project folder (``pyproject.toml``, ``.sqlfluff``, ``setup.cfg`` or ``tox.ini``); a
folder without one gets the house style, ``sqlfluff.cfg`` beside this module.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..core.findings import Finding
from ..errors import ConfigError, ToolkitError

if TYPE_CHECKING:
    from sqlfluff.core import FluffConfig
    from sqlfluff.core.types import ConfigMappingType

HOUSE_STYLE = Path(__file__).with_name("sqlfluff.cfg")
CONFIG_MARKS = {
    ".sqlfluff": "[sqlfluff",
    "pyproject.toml": "[tool.sqlfluff",
    "setup.cfg": "[sqlfluff",
    "tox.ini": "[sqlfluff",
}
KEPT = 2000  # results in the cache
WORTH_A_PROCESS = 4  # files; below that, starting processes takes longer than it saves

Progress = Callable[[int, int], None]  # files done, files in all


class Violation(NamedTuple):
    """What sqlfluff found at one place."""

    line: int
    column: int
    code: str
    text: str
    is_warning: bool


def quiet(done: int, total: int) -> None:
    """A ``Progress`` that tells nobody."""
    del done, total


def check_style(
    root: Path, texts: Mapping[str, str], cache: Path | None, progress: Progress = quiet
) -> tuple[Finding, ...]:
    """
    What sqlfluff says of each text, by path; lines are those of the text.

    *cache* is a folder for results, None for none. Raises ToolkitError where sqlfluff is not installed.
    """
    if not texts:
        return ()
    version, config = _load(root)
    settings = json.dumps([version, settings_of(config)], sort_keys=True, default=str)
    keys = {path: sha256(f"{settings}\n{text}".encode()).hexdigest() for path, text in texts.items()}
    found = {path: known for path in texts if (known := _recall(cache, keys[path])) is not None}
    progress(len(found), len(texts))
    for path, violations in _lint(config, {path: text for path, text in texts.items() if path not in found}):
        found[path] = violations
        _remember(cache, keys[path], violations)
        progress(len(found), len(texts))
    _prune(cache)
    return tuple(sorted(_finding(path, violation) for path in texts for violation in found[path]))


def load_config(root: Path) -> FluffConfig:
    """The configuration of the project folder *root*, or the house style. Files are never skipped for their size."""
    from sqlfluff.core import FluffConfig
    from sqlfluff.core.errors import SQLFluffUserError

    # What it gets is rendered already.
    overrides: ConfigMappingType = {"templater": "raw", "large_file_skip_byte_limit": 0, "max_parse_nodes": 0}
    try:
        if _is_configured(root):
            return FluffConfig.from_path(str(root), overrides=overrides)
        return FluffConfig.from_path(
            str(root), extra_config_path=str(HOUSE_STYLE), ignore_local_config=True, overrides=overrides
        )
    except (SQLFluffUserError, KeyError) as error:  # KeyError: of a dialect that it does not know
        raise ConfigError(f"the configuration of sqlfluff cannot be used: {error}") from error


def settings_of(config: FluffConfig) -> Mapping[str, object]:
    """All that *config* says, without the objects that sqlfluff keeps beside it."""
    sections = {name: config.get_section((name,)) for name in ("core", "indentation", "layout", "rules")}
    core = {key: value for key, value in (sections["core"] or {}).items() if not key.endswith("_obj")}
    return {**sections, "core": core}


def _load(root: Path) -> tuple[str, FluffConfig]:
    try:
        import sqlfluff
    except ImportError as error:
        raise ToolkitError(
            "sqlfluff is not installed",
            hint='pip install "schema-toolkit[lint]", or check our own rules only: --no-sqlfluff',
        ) from error
    return sqlfluff.__version__, load_config(root)


def _is_configured(root: Path) -> bool:
    for name, mark in CONFIG_MARKS.items():
        with suppress(OSError, UnicodeDecodeError):
            if mark in (root / name).read_text(encoding="utf-8"):
                return True
    return False


def _lint(config: FluffConfig, texts: Mapping[str, str]) -> Iterable[tuple[str, tuple[Violation, ...]]]:
    # The largest first: else one of them may be left to a single process at the end.
    ordered = sorted(texts, key=lambda path: (-len(texts[path]), path))
    workers = min(os.cpu_count() or 1, len(texts) // 2)
    if len(texts) < WORTH_A_PROCESS or workers < 2:
        for path in ordered:
            yield path, lint_text(config, texts[path], path)
        return
    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(config,)) as pool:
        yield from zip(ordered, pool.map(_work, [(texts[path], path) for path in ordered]), strict=True)


_of_worker: list[FluffConfig] = []  # in a process of the pool: its configuration, sent once


def _start_worker(config: FluffConfig) -> None:
    _of_worker[:] = [config]


def _work(job: tuple[str, str]) -> tuple[Violation, ...]:
    return lint_text(_of_worker[0], *job)


def lint_text(config: FluffConfig, text: str, path: str) -> tuple[Violation, ...]:
    """What sqlfluff says of one text."""
    from sqlfluff.core import Linter

    linted = Linter(config=config).lint_string(text, fname=path)
    return tuple(
        Violation(one.line_no, one.line_pos, one.rule_code(), one.desc(), bool(one.warning))
        for one in linted.get_violations()
    )


def _finding(path: str, violation: Violation) -> Finding:
    severity = "warning" if violation.is_warning else "error"
    remedy = "if Postgres takes it, say so to sqlfluff: `-- noqa: PRS`" if violation.code == "PRS" else ""
    return Finding(path, violation.line, violation.column, violation.code, severity, violation.text, remedy)


# The cache: a file for each text, called by its hash. Losing it costs time only, so its errors are nobody's business.


def _recall(cache: Path | None, key: str) -> tuple[Violation, ...] | None:
    if cache is None:
        return None
    try:
        return tuple(Violation(*one) for one in json.loads((cache / f"{key}.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _remember(cache: Path | None, key: str, violations: Sequence[Violation]) -> None:
    if cache is None:
        return
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=cache, delete=False, encoding="utf-8") as file:
            json.dump(violations, file)
        Path(file.name).replace(cache / f"{key}.json")


def _prune(cache: Path | None) -> None:
    if cache is None:
        return
    with suppress(OSError):
        entries = sorted(cache.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
        for entry in entries[KEPT:]:
            entry.unlink(missing_ok=True)
