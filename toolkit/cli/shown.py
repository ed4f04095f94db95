"""How the results of apply and its family look: for a person, and as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .output import Output, say, show, show_json, table, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..core.traces import Drift
    from ..verbs.apply import Outcome
    from ..verbs.baseline import Baseline
    from ..verbs.status import Status


def show_outcome(outcome: Outcome, output: Output) -> None:
    """Print what an apply or a seed did."""
    if output is Output.json:
        show_json(
            {
                "steps": [
                    {"kind": s.kind, "subject": s.subject, "seconds": round(s.seconds, 4)} for s in outcome.steps
                ],
                "waiting": [str(service) for service in outcome.waiting],
            }
        )
        return
    for service in outcome.waiting:
        warn(f"the policies of {service} wait until all its scripts are applied; until then it is closed")
    counts = {kind: sum(step.kind == kind for step in outcome.steps) for kind in ("script", "seed")}
    done = [f"{count} {kind}{'s' if count != 1 else ''}" for kind, count in counts.items() if count]
    done += ["policies"] if any(step.kind == "policies" for step in outcome.steps) else []
    show(f"applied: {', '.join(done)}" if done else "nothing to do")


def show_status(found: Status) -> None:
    """Print a status for a person: a table, then what is wrong, each with its way out."""
    lines = [
        (
            line.service,
            line.version or "-",
            ", ".join(line.pending) or "-",
            ", ".join(f"{conflict.code} {conflict.id.number}" for conflict in line.conflicts)
            or (f"unfinished {line.unfinished}" if line.unfinished else "ok"),
        )
        for line in found.services
    ]
    show(table(("service", "version", "pending", "state"), lines))
    show(f"policies: {found.policies}" + (f"; seeds to run: {', '.join(found.seeds)}" if found.seeds else ""))
    for line in found.services:
        for conflict in line.conflicts:
            warn(f"{conflict.message}\n  {conflict.hint}")


def show_drift(found: Sequence[Drift]) -> None:
    """Print what was changed by hand, the files being the old side, and who did it, where that was noted."""
    show("drift:" if found else "drift: none")
    for one in found:
        for line in one.as_lines():
            show(f"  {line}")


def status_as_json(found: Status) -> dict[str, Any]:
    """A status as plain values."""
    return {
        "database": found.database,
        "user": found.user,
        "server_version": found.server_version,
        "current": found.is_current,
        "policies": found.policies,
        "seeds": list(found.seeds),
        "services": [
            {
                "service": line.service,
                "version": line.version or None,
                "head": line.head or None,
                "pending": list(line.pending),
                "unfinished": line.unfinished or None,
                "conflicts": [
                    {"code": c.code, "script": str(c.id), "message": c.message, "hint": c.hint} for c in line.conflicts
                ],
            }
            for line in found.services
        ],
    }


def show_baseline(found: Baseline, output: Output) -> None:
    """Print what a baseline found: the differences, or else how much was adopted."""
    if output is Output.json:
        show_json(
            {
                "adopted": [str(script) for script in found.adopted],
                "differences": [difference.as_json() for difference in found.differences],
            }
        )
        return
    for difference in found.differences:
        show("\n".join(difference.as_lines()))
    if found.differences:
        say(f"{len(found.differences)} differences from the files to the database: nothing was written")
    else:
        show(f"adopted: {len(found.adopted)} scripts")
