"""Personas, the secret of a project folder, and the tokens that are made of both."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import jwt
import pytest

from toolkit.core.durations import in_words, parse_duration
from toolkit.core.personas import Persona, parse_personas
from toolkit.errors import ConfigError, ToolkitError, UsageError
from toolkit.io.personas import read_personas
from toolkit.io.tokens import checked, local_secret, secret_from
from toolkit.verbs.token import Request, claims_for, token

NOW = 1_700_000_000.0
ADA_ID = "0a0a0a0a-0000-4000-8000-000000000001"
SECRET = "k" * 32

ADA = Persona("shop", "ada", "authenticated", "A member.", {"sub": ADA_ID, "app_metadata": {"tenant": "t1"}})
ANON = Persona("shop", "anon", "anon")


def claims(request: Request, *personas: Persona) -> Mapping[str, object]:
    return claims_for(personas or (ADA, ANON), request, now=NOW)


# Personas


def parsed(text: str) -> tuple[list[Persona], list[str]]:
    personas, faults = parse_personas("shop", "policies/shop/access.toml", text)
    return list(personas), [str(fault) for fault in faults]


def test_a_persona_has_a_role_a_description_and_claims() -> None:
    personas, faults = parsed(
        '[personas.ada]\nrole = "authenticated"\ndescription = "A member."\n'
        f'claims = {{ sub = "{ADA_ID}", app_metadata = {{ tenant = "t1" }} }}\n'
        '[personas.anon]\nrole = "anon"\n'
    )

    assert faults == []
    assert personas == [ADA, ANON]


def test_other_tables_of_the_file_belong_to_others() -> None:
    personas, faults = parsed('[access]\nwho = 1\n[personas.anon]\nrole = "anon"\n')

    assert (personas, faults) == ([ANON], [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[personas.ada]\n", ":1:11: personas.ada.role: missing"),
        ('[personas.ada]\nrole = ""\n', ":2:1: personas.ada.role: missing"),
        ("[personas.ada]\nrole = 3\n", ":2:1: personas.ada.role: must be a string, not a number"),
        ('[personas.ada]\nrole = "x"\nrolle = "y"\n', ":3:1: personas.ada.rolle: unknown key"),
        ('[personas.ada]\nrole = "x"\nclaims = "y"\n', ":3:1: personas.ada.claims: must be a table, not a string"),
        (
            '[personas.ada]\nrole = "x"\nclaims.sub = 7\n',
            ":3:8: personas.ada.claims.sub: must be a string, not a number",
        ),
        (
            '[personas.ada]\nrole = "x"\nclaims = { since = 2024-01-01 }\n',
            ":3:12: personas.ada.claims.since: cannot be written as JSON",
        ),
        (
            '[personas.ada]\nrole = "x"\nclaims = { list = [{ a = nan }] }\n',
            ":3:12: personas.ada.claims.list: cannot be written as JSON",
        ),
        (
            '[personas.ada]\nrole = "x"\nclaims = { role = "y" }\n',
            ":3:12: personas.ada.claims.role: is not a claim that a persona may give",
        ),
        ('[personas]\nada = "x"\n', ":2:1: personas.ada: must be a table, not a string"),
        ("personas = 1\n", ":1:1: personas: must be a table, not a number"),
        ("[personas.ada\n", ":1:14: not valid TOML: Expected ']' at the end of a table declaration"),
    ],
)
def test_a_bad_persona_is_named_with_line_and_column(text: str, fault: str) -> None:
    _, faults = parsed(text)

    assert faults == [f"policies/shop/access.toml{fault}"]


def test_every_fault_of_every_file_is_reported_at_once(tmp_path: Path) -> None:
    for system in ("shop", "club"):
        (tmp_path / "policies" / system).mkdir(parents=True)
        (tmp_path / "policies" / system / "access.toml").write_text("[personas.ada]\nroles = 1\n")

    with pytest.raises(ConfigError) as error:
        read_personas(tmp_path)

    assert error.value.message.count("personas.ada.role: missing") == 2
    assert error.value.message.count('did you mean "role"?') == 2


def test_a_project_without_personas_has_none(tmp_path: Path) -> None:
    assert read_personas(tmp_path) == ()


# The secret


def secret_file(root: Path, text: str = "") -> Path:
    path = root / ".toolkit" / "jwt-secret"
    if text:
        path.parent.mkdir()
        path.write_text(text)
    return path


def test_the_secret_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    first, second = local_secret(tmp_path), local_secret(tmp_path)

    assert first == second
    assert len(first) == 64
    assert stat.S_IMODE(secret_file(tmp_path).stat().st_mode) == 0o600
    # The second is what hides the folder from git; nothing else is left behind.
    assert sorted(path.name for path in (tmp_path / ".toolkit").iterdir()) == [".gitignore", "jwt-secret"]


def test_processes_that_make_the_secret_at_once_agree_on_it(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        secrets = set(pool.map(local_secret, [tmp_path] * 16))

    assert len(secrets) == 1


def test_a_secret_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    path = secret_file(tmp_path, SECRET)
    path.chmod(0o644)

    local_secret(tmp_path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_cut_off_secret_is_refused_with_the_way_out(tmp_path: Path) -> None:
    secret_file(tmp_path, "short")

    with pytest.raises(UsageError, match="shorter than 32 bytes"):
        local_secret(tmp_path)


def test_a_secret_file_that_cannot_be_read_is_no_traceback(tmp_path: Path) -> None:
    secret_file(tmp_path).mkdir(parents=True)

    with pytest.raises(ToolkitError, match="cannot be used"):
        local_secret(tmp_path)


def test_the_secret_may_come_from_a_variable() -> None:
    assert secret_from({"JWT": SECRET}, "JWT") == SECRET
    with pytest.raises(UsageError, match="JWT is not set"):
        secret_from({}, "JWT")


@pytest.mark.parametrize("secret", ["@" + "f" * 40, '{"kty": "oct", "k": "' + "a" * 40 + '"}'])
def test_a_secret_that_postgrest_would_read_otherwise_is_refused(secret: str) -> None:
    with pytest.raises(UsageError, match="no plain text") as error:
        checked(secret, "JWT")
    assert secret not in str(error.value)


# Tokens


def test_a_token_can_be_read_with_the_secret() -> None:
    made = token((ADA,), Request("ada"), secret=SECRET, now=NOW)

    said = jwt.decode(made.text, SECRET, ["HS256"], options={"verify_exp": False}, audience="authenticated")
    assert said == made.claims
    assert said == {
        "aud": "authenticated",
        "role": "authenticated",
        "sub": ADA_ID,
        "app_metadata": {"tenant": "t1"},
        "iat": 1_700_000_000,
        "exp": 1_700_003_600,
    }


def test_a_uuid_is_a_signed_in_user() -> None:
    said = claims(Request(ADA_ID.upper()))

    assert (said["sub"], said["role"], said["aud"]) == (ADA_ID, "authenticated", "authenticated")


def test_an_anonymous_persona_says_a_role_and_no_more() -> None:
    assert claims(Request("anon")) == {"role": "anon", "iat": 1_700_000_000, "exp": 1_700_003_600}


def test_a_role_alone_is_enough_for_the_keys_of_an_api() -> None:
    assert claims(Request(None, "service_role"))["role"] == "service_role"


def test_claims_by_hand_win_over_those_of_the_persona() -> None:
    said = claims(Request("ada", claims={"app_metadata": {"tenant": "t2"}, "exp": 1}))

    assert (said["app_metadata"], said["exp"], said["sub"]) == ({"tenant": "t2"}, 1, ADA_ID)


def test_systems_may_share_a_persona_that_means_the_same() -> None:
    assert claims(Request("anon"), ANON, Persona("club", "anon", "anon", "Anybody."))["role"] == "anon"


def test_a_name_that_means_two_personas_needs_its_system() -> None:
    other = Persona("club", "ada", "authenticated", claims={"sub": "0b0b0b0b-0000-4000-8000-000000000002"})

    with pytest.raises(UsageError, match="shop/ada, club/ada"):
        claims(Request("ada"), ADA, other)
    assert claims(Request("club/ada"), ADA, other)["sub"] == other.claims["sub"]


def test_an_unknown_persona_is_answered_with_those_that_are_known() -> None:
    with pytest.raises(UsageError) as error:
        claims(Request("adda"))

    assert error.value.detail == "known: ada, anon"
    assert error.value.hint == 'did you mean "ada"?'


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (Request(None), "whose token"),
        (Request(None, "authenticated"), "whose it is"),
        (Request("ada", "anon"), "has the role authenticated, not anon"),
        (Request("ada", expires=0), "valid for longer than nothing"),
        (Request("ada", expires=11 * 365 * 86400), "at most ten years"),
        (Request("ada", claims={"role": "service_role"}), "the token is for authenticated"),
        (Request("ada", claims={"sub": "somebody else"}), "another sub"),
        (Request("anon", claims={"sub": 5}), "sub must be a string"),
        (Request("ada", claims={"exp": "soon"}), "exp must be a whole number"),
        (Request("ada", claims={"iat": True}), "iat must be a whole number"),
    ],
)
def test_a_token_that_makes_no_sense_is_refused(request_: Request, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        claims(request_)


# Lengths of time


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("500ms", 0.5), ("30s", 30), ("1h30m", 5400), ("2d", 172800), ("1.5h", 5400), ("0", 0)],
)
def test_a_length_of_time_is_read_as_people_write_it(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "h", "-1h", "1x", "1h x", "1 h", "٣s", "1e3"])
def test_what_is_no_length_of_time_is_none(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.42, "0.4 s"),
        (12, "12 s"),
        (150, "2 min"),
        (3600, "1 h"),
        (5400, "1 h 30 min"),
        (86400, "1 d"),
        (100000, "1 d 4 h"),
    ],
)
def test_a_length_of_time_is_said_in_at_most_two_units(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
