"""``toolkit keys``: the keys that secrets are sealed with, and bringing what is sealed under the newest one."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import ConfigError, UsageError
from ..settings import Settings, read_config
from . import options
from .output import Output, say, show, show_json, table, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..core.sealed import Failure, KeyCount, Unreachable
    from ..io.keyring import KeySource
    from ..verbs.keys import Checked, Rotation

FAILURES_SHOWN = 20

app = typer.Typer(help="The keys that secrets are sealed with.", no_args_is_help=True)

KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key-file",
        metavar="FILE",
        help="Key file. Default: TOOLKIT_KEYS (the keys themselves), TOOLKIT_KEY_FILE, key_file in toolkit.toml, "
        ".toolkit/keys.",
    ),
]
Tables = Annotated[
    list[str] | None, typer.Option("--table", metavar="NAME", help="Only this table (core.users); repeatable.")
]
Batch = Annotated[int, typer.Option("--batch", metavar="N", min=1, max=10_000, help="Rows in one transaction.")]


@app.command()
def new(
    key_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Default: the day and four digits.", show_default=False)
    ] = None,
    directory: options.Directory = None,
    key_file: KeyFile = None,
    standby: Annotated[
        bool, typer.Option("--standby", help="Only to open with: put it after the others, not before them.")
    ] = False,
    print_: Annotated[
        bool, typer.Option("--print", help="Write no file, and print the key as TOOLKIT_KEYS takes it.")
    ] = False,
    output: options.Format = Output.text,
) -> None:
    """
    Make a key, and put it into the key file as the current one.

    The file is made if it is missing, for its owner only. The keys that are there stay, since they open what was sealed
    with them; none is ever replaced.
    """
    from ..core.keyrings import as_entry, checked_id
    from ..verbs import keys as verb

    chosen = checked_id(key_id) if key_id is not None else verb.new_id()
    if print_:
        from ..io.sealing import new_key

        entry = as_entry(new_key(chosen))
        if output is Output.json:
            show_json({"id": chosen, "entry": entry})
        else:
            show(entry)
        return
    settings = options.settings_for(directory)
    source = source_of(settings, key_file, makes=True)
    if source.file is None:
        raise UsageError(
            f"the keys are in {source.name}, where nothing can be written",
            hint="make one with --print and put it there before the others, or name a file: --key-file",
        )
    keyring = verb.add(source.file, chosen, standby=standby)
    is_current = keyring.current.id == chosen
    if output is Output.json:
        show_json({"id": chosen, "current": is_current, "file": str(source.file)})
    else:
        show(f"{chosen}  {'current' if is_current else 'opens'}  {source.file}")
    if len(keyring.keys) > 1 and is_current:
        say("next: give the file to the application, then `toolkit keys rotate`")


@app.command(name="list")
def list_(directory: options.Directory = None, key_file: KeyFile = None, output: options.Format = Output.text) -> None:
    """List the ids of the keys; the current one, which seals, comes first."""
    from ..io.keyring import read_keys

    source = source_of(options.settings_for(directory), key_file)
    keyring = read_keys(source)
    states = [(key_id, "current" if key_id == keyring.current.id else "opens") for key_id in keyring.ids]
    if output is Output.json:
        show_json({"source": source.name, "keys": [{"id": i, "current": s == "current"} for i, s in states]})
    else:
        show(table(("key", "use"), states))


@app.command()
def rotate(
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    key_file: KeyFile = None,
    tables: Tables = None,
    batch: Batch = 500,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="Rows to seal anew in this run. [default: all]")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what is sealed with which key.")] = False,
    lock_timeout: options.LockTimeout = None,
    retries: options.Retries = None,
    output: options.Format = Output.text,
) -> None:
    """
    Seal anew, with the current key, what is sealed with an older one.

    Goes through every column of the domain common.sealed, in any schema. Each batch is a transaction, so that a run may
    be stopped at any time; the next one goes on. What cannot be opened stays as it is and is named at the end, with
    exit code 1. Triggers of the tables fire as for every update.
    """
    from ..io.keyring import read_keys
    from ..verbs import keys as verb

    settings = options.settings_for(directory, db_url, env, lock_timeout=lock_timeout, retries=retries)
    keyring = read_keys(source_of(settings, key_file))
    conninfo = options.target_of(settings).conninfo
    chosen = verb.Options(tuple(tables or ()), batch, limit, settings.lock_timeout, settings.retries)
    if dry_run:
        counts, unreachable = verb.counted(conninfo, chosen)
        show_counts(counts, unreachable, keyring.ids, output)
        return
    found = verb.rotate(conninfo, keyring, chosen, say)
    show_rotation(found, keyring.current.id, output)
    if not found.is_done:
        raise typer.Exit(1)


@app.command()
def check(
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    key_file: KeyFile = None,
    tables: Tables = None,
    batch: Batch = 500,
    output: options.Format = Output.text,
) -> None:
    """
    Open everything that is sealed, and write nothing.

    What cannot be opened is named, with exit code 1.
    """
    from ..io.keyring import read_keys
    from ..verbs import keys as verb

    settings = options.settings_for(directory, db_url, env)
    keyring = read_keys(source_of(settings, key_file))
    chosen = verb.Options(tuple(tables or ()), batch, lock_timeout=settings.lock_timeout)
    found = verb.check(options.target_of(settings).conninfo, keyring, chosen, say)
    show_check(found, output)
    if found.failed or found.unreachable:
        raise typer.Exit(1)


def register(parent: typer.Typer) -> None:
    """Add the commands of this module to *parent*."""
    parent.add_typer(app, name="keys")


def source_of(settings: Settings, key_file: Path | None, *, makes: bool = False) -> KeySource:
    """Where the keys are: the flag, the environment over ``.env``, ``toolkit.toml``, the file of the project folder."""
    from ..io.keyring import LOCAL_NAME, file_source, named_source

    if key_file is not None:
        return file_source(key_file)
    named = named_source(settings.environ)
    if named is not None:
        return named if named.file is None else file_source(settings.root / named.file)
    configured = read_config(settings.root / "toolkit.toml").get("key_file")
    if configured is not None:
        if not isinstance(configured, str) or not configured:
            raise ConfigError("toolkit.toml: key_file is no path", hint='write key_file = "/etc/shop/keys"')
        return file_source(settings.root / configured)
    if makes:
        from ..io.workplace import make_folder

        make_folder(settings.root)
    return file_source(settings.state_dir / LOCAL_NAME)


def show_counts(
    counts: Sequence[KeyCount], unreachable: Sequence[Unreachable], ids: Sequence[str], output: Output
) -> None:
    """Print how much is sealed with which key."""
    if output is Output.json:
        rows = [asdict(count) | {"use": use(count.key_id, ids)} for count in counts]
        show_json({"counts": rows, "unreachable": [asdict(item) for item in unreachable]})
        return
    lines = [(f"{c.table}.{c.column}", c.key_id, use(c.key_id, ids), str(c.values)) for c in counts]
    show(table(("column", "key", "use", "values"), lines) if lines else "nothing is sealed")
    show_unreachable(unreachable)


def show_rotation(found: Rotation, current: str, output: Output) -> None:
    """Print what a rotation did."""
    if output is Output.json:
        show_json(
            {
                "key_id": current,
                "done": found.is_done,
                "stopped_at_limit": found.stopped,
                "tables": [{"table": name, "resealed": rows} for name, rows in found.tables],
                **failed_as_json(found.failed, found.failures, found.unreachable),
                "moving": list(found.moving),
            }
        )
        return
    for name, rows in found.tables:
        show(f"{name}: {rows} row{'s' if rows != 1 else ''} sealed anew with {current}")
    if not found.tables:
        show("nothing is sealed")
    show_failures(found.failed, found.failures, found.unreachable)
    for name in found.moving:
        warn(f"{name}: new rows kept coming under older keys; give the application the new key, and run this again")
    if found.stopped:
        say("stopped at --limit: there may be more")


def show_check(found: Checked, output: Output) -> None:
    """Print what a check found."""
    if output is Output.json:
        show_json({"opened": found.opened, **failed_as_json(found.failed, found.failures, found.unreachable)})
        return
    show(f"{found.opened} value{'s' if found.opened != 1 else ''} opened")
    show_failures(found.failed, found.failures, found.unreachable)


def show_failures(failed: int, failures: Sequence[Failure], unreachable: Sequence[Unreachable]) -> None:
    """Print what stayed as it was, the first of it by row."""
    for failure in failures[:FAILURES_SHOWN]:
        show(f"left as it is: {failure}")
    if failed:
        rest = failed - min(len(failures), FAILURES_SHOWN)
        say(f"{failed} value{'s' if failed != 1 else ''} left{f', {rest} of them not shown' if rest else ''}")
    show_unreachable(unreachable)


def show_unreachable(unreachable: Sequence[Unreachable]) -> None:
    """Print what could not be gone through."""
    for item in unreachable:
        warn(f"{item.name} cannot be sealed anew: {item.reason}")


def failed_as_json(failed: int, failures: Sequence[Failure], unreachable: Sequence[Unreachable]) -> dict[str, Any]:
    """What stayed as it was, as plain values."""
    return {
        "failed": failed,
        "failures": [asdict(failure) | {"key": dict(failure.key)} for failure in failures],
        "unreachable": [asdict(item) for item in unreachable],
    }


def use(key_id: str, ids: Sequence[str]) -> str:
    """What we have the key for."""
    if key_id not in ids:
        return "missing"
    return "current" if key_id == ids[0] else "opens"
