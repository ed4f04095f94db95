"""token: a signed JSON web token for a persona, a user or a role, as Supabase's own would be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..core.faults import did_you_mean
from ..core.personas import Persona, named
from ..errors import UsageError
from ..io.tokens import signed

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
SIGNED_IN = "authenticated"  # Supabase's role of those who have signed in, and the audience of their tokens
LONGEST = 10 * 365 * 86400.0
MOMENTS = ("iat", "exp", "nbf")


@dataclass(frozen=True, slots=True)
class Request:
    """
    Whose token it shall be.

    ``who`` is the name of a persona or the id of a user, None for a token that only says a role. ``role`` None means
    that of the persona, or ``authenticated``. ``claims`` are added and win over those of the persona. ``expires`` is
    in seconds from now.
    """

    who: str | None
    role: str | None = None
    claims: Mapping[str, object] = field(default_factory=dict)
    expires: float = 3600.0


@dataclass(frozen=True, slots=True)
class Token:
    """A signed token and what it says."""

    text: str = field(repr=False)
    claims: Mapping[str, object]


def token(personas: Sequence[Persona], request: Request, *, secret: str, now: float) -> Token:
    """The token, signed with *secret*; *now* is in seconds since 1970. Raises UsageError for what makes no sense."""
    claims = claims_for(personas, request, now=now)
    return Token(signed(claims, secret), claims)


def claims_for(personas: Sequence[Persona], request: Request, *, now: float) -> dict[str, object]:
    """What the token says."""
    if not 0 < request.expires <= LONGEST:
        raise UsageError("a token is valid for longer than nothing and at most ten years", hint="--expires 1h")
    role, claims = _identity(personas, request)
    claims |= _checked(request, role, claims)
    if role == SIGNED_IN:
        if not claims.get("sub"):
            raise UsageError(
                "a token of the role authenticated needs to say whose it is", hint="--as NAME or --as UUID"
            )
        claims = {"aud": SIGNED_IN, "app_metadata": {}, **claims}
    return {
        **claims,
        "role": role,
        "iat": claims.get("iat", int(now)),
        "exp": claims.get("exp", int(now + request.expires)),
    }


def _identity(personas: Sequence[Persona], request: Request) -> tuple[str, dict[str, object]]:
    """The role and the claims that ``--as`` and ``--role`` mean."""
    who = request.who
    if who is None:
        if not request.role:
            raise UsageError(
                "whose token?", hint="--as NAME of a persona (--list shows them), --as UUID, or --role NAME"
            )
        return request.role, {}
    if UUID.fullmatch(who):
        return request.role or SIGNED_IN, {"sub": who.lower()}
    persona = find_persona(personas, who)
    if request.role and request.role != persona.role:
        raise UsageError(
            f"the persona {persona} has the role {persona.role}, not {request.role}",
            hint="leave --role out, or give the id of the user: --as UUID --role NAME",
        )
    return persona.role, dict(persona.claims)


def find_persona(personas: Sequence[Persona], name: str) -> Persona:
    """The one persona that *name* means; raises UsageError that says which there are."""
    found = named(personas, name)
    if len(found) == 1:
        return found[0]
    if found:
        choices = ", ".join(map(str, found))
        raise UsageError(
            f'more than one persona is called "{name}": {choices}', hint="give the system too: SYSTEM/NAME"
        )
    if not personas:
        raise UsageError(
            f'no persona is called "{name}": the project has none, and a user is named by a uuid',
            hint="personas stand in policies/<system>/access.toml: [personas.<name>] with role and claims",
        )
    known = sorted({persona.name for persona in personas})
    close = did_you_mean(name, known)
    raise UsageError(
        f'no persona is called "{name}", and a user is named by a uuid',
        detail=f"known: {', '.join(known)}",
        hint=close if close.startswith("did") else "`toolkit token --list` shows them",
    )


def _checked(request: Request, role: str, identity: Mapping[str, object]) -> Mapping[str, object]:
    """The claims given by hand, if they contradict nothing and Postgres and PostgREST can read them."""
    given = request.claims
    if given.get("role", role) != role:
        raise UsageError(f"--claims says role {given['role']!r}, but the token is for {role}", hint="use --role")
    if "sub" in given:
        if not isinstance(given["sub"], str):
            raise UsageError("--claims: sub must be a string")
        if request.who is not None and given["sub"] != identity.get("sub"):
            raise UsageError("--claims says another sub than --as", hint="name the user once")
    for moment in MOMENTS:
        if moment in given and type(given[moment]) is not int:
            raise UsageError(f"--claims: {moment} must be a whole number of seconds since 1970")
    return given
