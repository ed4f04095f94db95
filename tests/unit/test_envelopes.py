"""Secrets open in their place and nowhere else; keys are read from text and files, and shown by nobody."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import traceback
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.core.envelopes import Envelope, Place, associated_data, parse
from toolkit.core.keyrings import Key, as_entry, parse_keyring, with_key
from toolkit.errors import ToolkitError, UsageError
from toolkit.io.keyring import add_key, file_source, named_source, read_keys
from toolkit.io.sealing import new_key, sealed_with
from toolkit.sealing import Keyring, SealingError, keys_from_environment, open_sealed, place, seal

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "keys.md"
OLD = Key("k1", bytes(range(32)))
NEW = Key("k2", bytes(range(32, 64)))
KEYS = Keyring((NEW, OLD))
TENANT = UUID("6f1c2a9e-4d0b-4b6f-9a57-2f0f3f6f1a01")
HERE = place("core.platform_credentials.secret_enc", TENANT, 7)
TEXT = f"# of the shop\n{as_entry(NEW)} # since autumn\n\n{as_entry(OLD)}\n"


# ---- envelopes


def test_a_secret_comes_back_as_it_was() -> None:
    sealed = seal(KEYS, HERE, b"geheim")

    assert open_sealed(KEYS, HERE, sealed) == b"geheim"
    assert b"geheim" not in sealed


def test_the_current_key_seals_and_older_ones_still_open() -> None:
    sealed = seal(Keyring((OLD,)), HERE, b"geheim")

    assert parse(sealed).key_id == "k1"
    assert parse(seal(KEYS, HERE, b"geheim")).key_id == "k2"
    assert open_sealed(KEYS, HERE, sealed) == b"geheim"


def test_the_same_secret_is_never_sealed_alike_twice() -> None:
    assert len({seal(KEYS, HERE, b"geheim") for _ in range(100)}) == 100


@pytest.mark.parametrize("secret", [b"", b"\x00", bytes(100_000)], ids=["empty", "a zero", "long"])
def test_a_secret_may_be_any_bytes(secret: bytes) -> None:
    assert open_sealed(KEYS, HERE, seal(KEYS, HERE, secret)) == secret


@pytest.mark.parametrize(
    "elsewhere",
    [
        place("core.platform_credentials.secret_enc", TENANT, 8),
        place("core.platform_credentials.secret_enc", "00000000-0000-0000-0000-000000000000", 7),
        place("core.platform_credentials.secret_enc", 7, TENANT),
        place("core.platform_credentials.secret_enc", TENANT),
        place("core.platform_credentials.secret_enc", TENANT, 7, None),
        place("core.platform_credentials.access_token_enc", TENANT, 7),
        place("core.users.secret_enc", TENANT, 7),
        place("cor.eplatform_credentials.secret_enc", TENANT, 7),
    ],
    ids=str,
)
def test_a_secret_opens_in_no_other_place(elsewhere: Place) -> None:
    sealed = seal(KEYS, HERE, b"geheim")

    with pytest.raises(SealingError, match="the key k2 does not open it"):
        open_sealed(KEYS, elsewhere, sealed)


def test_no_octet_of_an_envelope_can_be_changed() -> None:
    sealed = seal(KEYS, HERE, b"geheim")

    for index in range(len(sealed)):
        changed = bytes([*sealed[:index], sealed[index] ^ 1, *sealed[index + 1 :]])
        with pytest.raises(SealingError):
            open_sealed(KEYS, HERE, changed)


@pytest.mark.parametrize("length", range(40))
def test_a_shortened_envelope_does_not_open(length: int) -> None:
    with pytest.raises(SealingError):
        open_sealed(KEYS, HERE, seal(KEYS, HERE, b"geheimnis")[:length])


def test_without_its_key_an_envelope_stays_closed() -> None:
    with pytest.raises(SealingError, match="no key has the id k2"):
        open_sealed(Keyring((OLD,)), HERE, seal(KEYS, HERE, b"geheim"))


def test_another_key_of_the_same_id_does_not_open() -> None:
    with pytest.raises(SealingError, match="does not open"):
        open_sealed(Keyring((Key("k2", bytes(32)),)), HERE, seal(KEYS, HERE, b"geheim"))


@given(st.binary(max_size=120))
@example(b"\x01")
@example(b"\x01\x02k1" + bytes(27))
def test_whatever_is_no_envelope_is_said_to_be_none(value: bytes) -> None:
    try:
        envelope = parse(value)
    except SealingError:
        return
    assert bytes(envelope) == value


@given(st.from_regex(r"[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?", fullmatch=True), st.binary(min_size=28, max_size=60))
def test_an_envelope_is_read_as_it_was_written(key_id: str, body: bytes) -> None:
    envelope = Envelope(key_id, body[:12], body[12:-16], body[-16:])

    assert parse(bytes(envelope)) == envelope


@given(
    st.lists(st.one_of(st.none(), st.text(max_size=5)), max_size=4),
    st.lists(st.one_of(st.none(), st.text(max_size=5)), max_size=4),
)
@example(["a", ""], ["", "a"])
@example([None], [""])
@example(["ab"], ["a", "b"])
def test_two_rows_are_never_the_same_place(one: list[str | None], other: list[str | None]) -> None:
    first, second = (associated_data("k1", Place("s", "t", "c", tuple(values))) for values in (one, other))

    assert (first == second) == (one == other)


@pytest.mark.parametrize("name", ["secret_enc", "users.secret_enc", "a.b.c.d", "..", "core..x"])
def test_a_place_names_its_column_in_full(name: str) -> None:
    with pytest.raises(SealingError, match="is no column"):
        place(name, 1)


@pytest.mark.parametrize("identity", [(), (None,), (True,)])
def test_a_place_is_in_a_row(identity: tuple[int | None, ...]) -> None:
    with pytest.raises(SealingError, match="needs the identity of its row"):
        place("core.users.mfa_secret_enc", *identity)


def test_the_example_in_the_document_is_true() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    entry, *identity, nonce, secret, data, envelope = re.findall(r"^\| [a-z ]+ \| `([^`]+)` \|$", text, re.MULTILINE)
    keys = parse_keyring(entry, "docs/keys.md")
    where = place("core.platform_credentials.secret_enc", *identity)

    assert associated_data(keys.current.id, where).hex() == data
    assert sealed_with(keys.current, bytes.fromhex(nonce), where, secret.encode()).hex() == envelope
    assert open_sealed(keys, where, bytes.fromhex(envelope)) == secret.encode()


# ---- keys as text


def test_the_first_key_is_the_current_one() -> None:
    assert parse_keyring(TEXT, "here") == KEYS
    assert parse_keyring(",".join([as_entry(NEW), as_entry(OLD)]), "here") == KEYS


@pytest.mark.parametrize(
    "text",
    [
        "k1",
        "k1:",
        "k1:short",
        ":" + as_entry(OLD).partition(":")[2],
        "K1:" + as_entry(OLD).partition(":")[2],
        as_entry(OLD).partition(":")[2] + ":k1",
        "deadbeef" * 8 + ":k1",
        "k1:" + "deadbeef" * 8,
        "k1:" + as_entry(OLD).partition(":")[2].replace("A", "!"),
        f"{as_entry(OLD)}\n{as_entry(OLD)}",
        "k1:ключ",
    ],
)
def test_a_text_that_holds_no_keys_is_refused_and_not_shown(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_keyring(text, "TOOLKIT_KEYS")

    said = f"{refused.value.message} {refused.value.detail} {refused.value.hint}"
    assert "TOOLKIT_KEYS: entry" in said
    assert not any(word in said for word in re.findall(r"[\w+/=]{9,}", text))


@pytest.mark.parametrize("text", ["", "\n# nothing\n", " , "])
def test_a_text_without_keys_is_told_how_to_get_one(text: str) -> None:
    with pytest.raises(UsageError, match="holds no key"):
        parse_keyring(text, "here")


@pytest.mark.parametrize(("standby", "ids"), [(False, ("k3", "k2", "k1")), (True, ("k2", "k1", "k3"))])
def test_a_new_key_leaves_every_line_as_it_was(standby: bool, ids: tuple[str, ...]) -> None:
    text = with_key(TEXT, Key("k3", bytes(32)), standby=standby)

    assert parse_keyring(text, "here").ids == ids
    assert [line for line in text.splitlines() if not line.startswith("k3:")] == TEXT.splitlines()


def test_a_new_key_gets_a_line_of_its_own_after_a_last_line_without_an_end() -> None:
    assert parse_keyring(with_key(as_entry(OLD), NEW, standby=True), "here").ids == ("k1", "k2")


# ---- keys in files and variables


def test_a_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "keys"

    add_key(file, new_key("k1"), standby=False)
    add_key(file, new_key("k2"), standby=False)

    assert file.stat().st_mode & 0o777 == 0o600
    assert read_keys(file_source(file)).ids == ("k2", "k1")
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    before = add_key(file, new_key("k1"), standby=False)

    with pytest.raises(UsageError, match="has a key k1"):
        add_key(file, new_key("k1"), standby=False)

    assert read_keys(file_source(file)) == before


def test_a_file_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("shopping list\n")
    file.chmod(0o600)

    with pytest.raises(UsageError, match="entry 1 is no key"):
        add_key(file, new_key("k1"), standby=False)

    assert file.read_text() == "shopping list\n"


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o620, 0o666])
def test_a_key_file_that_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "keys"
    file.write_text(TEXT)
    file.chmod(mode)

    with pytest.raises(UsageError, match="is open to others"):
        read_keys(file_source(file))
    with pytest.raises(UsageError, match="is open to others"):
        add_key(file, new_key("k3"), standby=False)


def test_a_key_file_behind_a_link_stays_behind_it(tmp_path: Path) -> None:
    link, file = tmp_path / "link", tmp_path / "keys"
    file.write_text(TEXT)
    file.chmod(0o440)  # as secrets are mounted into containers
    link.symlink_to(file)

    add_key(link, new_key("k3"), standby=False)

    assert link.is_symlink()
    assert read_keys(file_source(file)).ids == ("k3", "k2", "k1")


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir, lambda path: path.write_bytes(b"\xff")])
def test_a_key_file_that_cannot_be_read_is_wrong_usage(tmp_path: Path, make: object) -> None:
    assert callable(make)
    make(tmp_path / "keys")
    if (tmp_path / "keys").exists():
        (tmp_path / "keys").chmod(0o700)

    with pytest.raises(UsageError, match=r"the key file .*keys"):
        read_keys(file_source(tmp_path / "keys"))


def test_the_environment_names_keys_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(TEXT)
    file.chmod(0o600)

    assert keys_from_environment({"TOOLKIT_KEYS": TEXT}) == KEYS
    assert keys_from_environment({"TOOLKIT_KEY_FILE": str(file)}) == KEYS
    assert named_source({}) is None
    with pytest.raises(UsageError, match="no keys were named"):
        keys_from_environment({})
    with pytest.raises(UsageError, match="both name keys"):
        keys_from_environment({"TOOLKIT_KEYS": TEXT, "TOOLKIT_KEY_FILE": str(file)})


# ---- nobody shows a key


def test_no_text_of_a_key_shows_its_secret() -> None:
    shown = f"{KEYS} {KEYS!r} {OLD} {OLD!r} {named_source({'TOOLKIT_KEYS': TEXT})!r}"

    assert "k1" in shown
    assert not any(secret in shown for secret in (as_entry(OLD)[3:], repr(OLD.secret), OLD.secret.hex()))


def test_an_error_shows_neither_key_nor_secret() -> None:
    def fails(action: str) -> str:
        try:
            if action == "seal":
                seal(KEYS, HERE, "geheim")  # type: ignore[arg-type]  # the mistake that will be made
            else:
                open_sealed(KEYS, place("core.users.mfa_secret_enc", 1), seal(KEYS, HERE, b"geheim"))
        except (TypeError, ToolkitError) as error:
            return "".join(traceback.format_exception(error))
        return ""

    for said in (fails("seal"), fails("open")):
        assert "Traceback" in said
        assert not any(secret in said for secret in (as_entry(NEW)[3:], repr(NEW.secret), NEW.secret.hex()))
    assert "InvalidTag" not in fails("open")


def test_to_import_the_public_module_imports_nothing_heavy() -> None:
    program = "import sys, toolkit.sealing\nprint(sorted({'cryptography', 'psycopg', 'typer'} & set(sys.modules)))"

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)

    assert ended.stdout == "[]\n"


@pytest.mark.parametrize("arguments", [["--help"], ["keys", "--help"], ["keys", "rotate", "--help"]], ids=" ".join)
def test_help_needs_no_cipher(arguments: list[str]) -> None:
    program = (
        f"import sys\nfrom toolkit.cli import make_app\ntry: make_app({arguments})({arguments})\n"
        "except SystemExit: print('cryptography' in sys.modules)"
    )

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)

    assert ended.stdout.splitlines()[-1] == "False"


def test_the_document_shows_code_that_runs(tmp_path: Path) -> None:
    code = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)

    assert code
    for text in code:
        ast.parse(text)
        program = f"tenant_id, credential_id = '{TENANT}', 7\n{text}\nassert secret == b'the secret'\n"
        environment = {"TOOLKIT_KEYS": TEXT, "PATH": "/usr/bin"}
        subprocess.run(
            [sys.executable, "-c", program], env=environment, cwd=DOCUMENT.parents[1], timeout=60, check=True
        )
