"""system.toml: what it says, and what is said about each mistake in it."""

from __future__ import annotations

import pytest

from toolkit.core.faults import Fault, as_error
from toolkit.core.links import check_links, service_order, system_order
from toolkit.core.manifest import Manifest, read_manifest
from toolkit.core.systems import Boundaries

COMPLETE = """\
[system]
name = "shop"
description = "Sells things."
requires = ["common"]

[services.orders]
description = "What was bought."
schemas = ["orders", "archive"]
requires = ["accounts", "common/outbox"]

[services.accounts]
schemas = ["accounts"]

[api]
schemas = ["orders", "common"]

[variables]
READER = "reader_role"

[boundaries]
foreign_keys = "listed"
allowed = ["orders -> accounts", "accounts->common/outbox"]
"""
COMMON = '[system]\nname = "common"\n[services.outbox]\nschemas = ["common"]\n'


def read(text: str, folder: str = "shop") -> Manifest:
    manifest, faults = read_manifest(text, f"sql/{folder}/system.toml", folder)
    assert faults == ()
    assert manifest is not None
    return manifest


def faults_of(text: str, **others: str) -> list[Fault]:
    """All that is wrong with *text* as the manifest of "shop", next to the manifests *others*."""
    manifests = {}
    found: list[Fault] = []
    for name, own in {"shop": text, **others}.items():
        manifests[name], faults = read_manifest(own, f"sql/{name}/system.toml", name)
        found += faults
    return sorted([*found, *check_links(manifests)])


def test_a_complete_file_is_read_as_written() -> None:
    manifest = read(COMPLETE)

    assert (manifest.name, manifest.description, manifest.requires) == ("shop", "Sells things.", ("common",))
    assert [service.name for service in manifest.services] == ["orders", "accounts"]
    assert manifest.services[0].schemas == ("orders", "archive")
    assert manifest.services[0].requires == ("accounts", "common/outbox")
    assert manifest.exposed_schemas == ("orders", "common")
    assert manifest.variables == (("READER", "reader_role"),)
    assert manifest.boundaries == Boundaries(
        "listed", (("shop/orders", "shop/accounts"), ("shop/accounts", "common/outbox"))
    )


def test_a_complete_file_has_no_faults() -> None:
    assert faults_of(COMPLETE, common=COMMON) == []


def test_services_come_after_what_they_require_and_else_as_in_the_file() -> None:
    text = '[system]\nname = "shop"\n' + "".join(
        f'[services.{name}]\nschemas = ["{name}"]\nrequires = {needs}\n'
        for name, needs in {"z": [], "b": ["a"], "a": [], "m": ["shop/z"]}.items()
    )

    assert [service.name for service in service_order(read(text.replace("'", '"')))] == ["z", "a", "b", "m"]


def test_systems_come_after_what_they_require_and_else_by_name() -> None:
    def system(name: str, *needs: str) -> Manifest:
        requires = ", ".join(f'"{need}"' for need in needs)
        text = f'[system]\nname = "{name}"\nrequires = [{requires}]\n[services.s]\nschemas = ["{name}"]\n'
        return read(text, name)

    manifests = {"b": system("b"), "a": system("a", "z"), "z": system("z"), "c": system("c")}

    assert system_order(manifests) == ("b", "c", "z", "a")


HEAD = '[system]\nname = "shop"\n'
SERVICE = '[services.orders]\nschemas = ["orders"]\n'

# The text, then where the fault is, what it says, and what would be right.
MISTAKES = {
    "not TOML": (HEAD + "x = = 1\n", "3:5", "not valid TOML: Invalid value", "double quotes"),
    "ends too early": (HEAD + '[services.orders]\nschemas = ["orders"', "4:1", "not valid TOML", ""),
    "no [system]": (SERVICE, "1:1", "[system]: missing", 'write `name = "shop"` under [system]'),
    "no name": ("[system]\n" + SERVICE, "1:2", "system.name: missing", 'write `name = "shop"`'),
    "a name that is not the folder's": (
        '[system]\nname = "ship"\n' + SERVICE,
        "2:1",
        'system.name: "ship" is not the name of its folder',
        'write "shop"',
    ),
    "no services": (HEAD, "1:1", "[services.<name>]: missing", "write [services.shop]"),
    "an unknown table": (HEAD + SERVICE + "[boundary]\n", "5:2", "boundary: unknown key", 'did you mean "boundaries"?'),
    "an unknown key of the system": (
        HEAD + 'desciption = "x"\n' + SERVICE,
        "3:1",
        "system.desciption: unknown key",
        'did you mean "description"?',
    ),
    "an unknown key of a service": (
        HEAD + SERVICE + 'schema = "x"\n',
        "5:1",
        "services.orders.schema: unknown key",
        'did you mean "schemas"?',
    ),
    "a key in other letters": (HEAD + SERVICE + 'Requires = ["x"]\n', "5:1", "unknown key", 'did you mean "requires"?'),
    "a string for a list": (
        HEAD + '[services.orders]\nschemas = "orders"\n',
        "4:1",
        "services.orders.schemas: must be a list of strings, not a string",
        'write `schemas = ["orders"]`',
    ),
    "a number for a string": (
        HEAD + "description = 3\n" + SERVICE,
        "3:1",
        "system.description: must be a string, not a number",
        'write `description = "3"`',
    ),
    "a number in a list": (
        HEAD + '[services.orders]\nschemas = ["orders",\n  7]\n',
        "5:3",
        "must be a string, not a number",
        '"7"',
    ),
    "a value for a table": (
        'boundaries = "listed"\n' + HEAD + SERVICE,
        "1:1",
        "boundaries: must be a table, not a string",
        "write [boundaries]",
    ),
    "a service that is no table": (
        HEAD + "[services]\norders = true\n",
        "4:1",
        "services.orders: must be a table, not true or false",
        "write [services.orders]",
    ),
    "no schemas": (
        HEAD + "[services.orders]\n",
        "3:11",
        "services.orders.schemas: missing",
        'write `schemas = ["orders"]`',
    ),
    "a name with a capital": (
        HEAD + '[services.Orders]\nschemas = ["orders"]\n',
        "3:11",
        'services: "Orders" cannot be a name here',
        "lower-case",
    ),
    "a schema with a hyphen": (HEAD + '[services.orders]\nschemas = ["or-ders"]\n', "4:12", "cannot be a name", ""),
    "a reserved service": (
        HEAD + '[services.legacy]\nschemas = ["legacy"]\n',
        "3:11",
        'no service may be called "legacy": sql/<system>/legacy/',
        "choose another name",
    ),
    "a schema of the platform": (
        HEAD + '[services.orders]\nschemas = ["auth"]\n',
        "4:12",
        '"auth" belongs to Postgres, Supabase or this tool',
        "auth_schema",
    ),
    "a schema of Postgres": (HEAD + '[services.orders]\nschemas = ["pg_x"]\n', "4:12", '"pg_x" belongs to', ""),
    "a schema that stands twice": (
        HEAD + '[services.orders]\nschemas = ["orders", "orders"]\n',
        "4:22",
        '"orders" stands here twice',
        "remove one",
    ),
    "an exposed schema that stands twice": (
        HEAD + SERVICE + '[api]\nschemas = ["orders", "orders"]\n',
        "6:22",
        'api.schemas: "orders" stands here twice',
        "remove one",
    ),
    "an exposed schema of nobody": (
        HEAD + SERVICE + '[api]\nschemas = ["order"]\n',
        "6:12",
        'api.schemas: no service owns "order"',
        'did you mean "orders"?',
    ),
    "an unknown system": (
        HEAD + 'requires = ["comon"]\n' + SERVICE,
        "3:13",
        'system.requires: there is no system "comon"',
        'did you mean "common"?',
    ),
    "an unknown service": (
        HEAD + SERVICE + 'requires = ["acounts"]\n[services.accounts]\nschemas = ["accounts"]\n',
        "5:13",
        'services.orders.requires: there is no service "acounts" in shop',
        'did you mean "accounts"?',
    ),
    "an unknown service of another system": (
        HEAD + 'requires = ["common"]\n' + SERVICE + 'requires = ["common/inbox"]\n',
        "6:13",
        'there is no service "inbox" in common',
        "known: outbox",
    ),
    "a service of a system that is not required": (
        HEAD + SERVICE + 'requires = ["common/outbox"]\n',
        "5:13",
        '"common/outbox" belongs to a system that shop does not require',
        'write `requires = ["common"]` under [system]',
    ),
    "a service that requires itself": (
        HEAD + SERVICE + 'requires = ["orders"]\n',
        "5:1",
        "services require each other: orders -> orders",
        "-- requires:",
    ),
    "a schema of another system": (
        HEAD + '[services.orders]\nschemas = ["common"]\n',
        "4:12",
        '"common" belongs to common (sql/common/system.toml)',
        "one system",
    ),
    "a rule for keys that does not exist": (
        HEAD + SERVICE + '[boundaries]\nforeign_keys = "list"\n',
        "6:1",
        'boundaries.foreign_keys: unknown value "list"',
        'did you mean "listed"?',
    ),
    "pairs without effect": (
        HEAD + SERVICE + '[boundaries]\nallowed = ["orders -> orders"]\n',
        "6:1",
        'boundaries.allowed: has no effect while foreign_keys is "any"',
        'foreign_keys = "listed"',
    ),
    "a pair without an arrow": (
        HEAD + SERVICE + '[boundaries]\nforeign_keys = "listed"\nallowed = ["orders"]\n',
        "7:12",
        '"orders" is no pair of services',
        '"referring -> referred"',
    ),
    "a pair with an unknown service": (
        HEAD + SERVICE + '[boundaries]\nforeign_keys = "listed"\nallowed = ["orders -> order"]\n',
        "7:12",
        'boundaries.allowed: there is no service "order" in shop',
        'did you mean "orders"?',
    ),
    "a pair of another system": (
        HEAD
        + 'requires = ["common"]\n'
        + SERVICE
        + '[boundaries]\nforeign_keys = "listed"\nallowed = ["common/outbox -> orders"]\n',
        "8:12",
        '"common/outbox" is not of this system',
        "the system that refers",
    ),
    "a variable that no template can name": (
        HEAD + SERVICE + '[variables]\n"a-b" = "x"\n',
        "6:1",
        'variables: "a-b" cannot be used in a template',
        "",
    ),
    "a variable that is no string": (
        HEAD + SERVICE + "[variables]\nLIMIT = 3\n",
        "6:1",
        "variables.LIMIT: must be a string, not a number",
        'write `LIMIT = "3"`',
    ),
    "a variable that every process has": (
        HEAD + SERVICE + '[variables]\nUSER = "x"\n',
        "6:1",
        "variables.USER: every process has this in its environment",
        "APP_USER",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_place_and_what_would_be_right(mistake: str) -> None:
    text, place, message, hint = MISTAKES[mistake]

    (fault,) = faults_of(text, common=COMMON)

    assert str(fault).startswith(f"sql/shop/system.toml:{place}: ")
    assert message in fault.message
    assert hint in fault.hint


def test_all_mistakes_of_a_file_are_named_at_once() -> None:
    text = '[system]\nname = "shop"\nrequires = ["nobody"]\nx = 1\n[services.a]\nschemas = "a"\n[services.B]\ny = 1\n'

    assert [(fault.line, fault.column) for fault in faults_of(text)] == [
        (3, 13),
        (4, 1),
        (6, 1),
        (7, 11),
        (7, 11),
        (8, 1),
    ]


def test_a_circle_of_services_is_named_with_its_whole_path() -> None:
    text = HEAD + "".join(
        f'[services.{name}]\nschemas = ["{name}"]\nrequires = ["{need}"]\n'
        for name, need in {"a": "b", "b": "c", "c": "a"}.items()
    )

    (fault,) = faults_of(text)

    assert "a -> b -> c -> a" in fault.message


def test_a_circle_of_systems_is_named_with_its_whole_path() -> None:
    def system(name: str, need: str) -> str:
        return f'[system]\nname = "{name}"\nrequires = ["{need}"]\n[services.s]\nschemas = ["{name}"]\n'

    (fault,) = faults_of(system("shop", "bank"), bank=system("bank", "post"), post=system("post", "shop"))

    assert fault.path == "sql/bank/system.toml"
    assert "bank -> post -> shop -> bank" in fault.message


def test_a_name_must_suit_the_folder_and_the_folder_must_suit_as_a_name() -> None:
    _, faults = read_manifest('[system]\nname = "My-Shop"\n' + SERVICE, "sql/My-Shop/system.toml", "My-Shop")

    assert [fault.message for fault in faults] == ['the folder "My-Shop" cannot name a system']


def test_nothing_is_said_about_the_services_of_a_file_that_cannot_be_read() -> None:
    text = HEAD + 'requires = ["common"]\n' + SERVICE + 'requires = ["common/outbox"]\n[api]\nschemas = ["common"]\n'

    assert [fault.path for fault in faults_of(text, common="[[[")] == ["sql/common/system.toml"]


def test_two_services_of_one_system_may_share_a_schema() -> None:
    text = HEAD + SERVICE + '[services.returns]\nschemas = ["orders"]\n'

    assert faults_of(text) == []


def test_one_fault_is_shown_with_its_line_and_a_caret() -> None:
    error = as_error([Fault("a.toml", 2, 3, "no", "yes")], {"a.toml": "one\ntwo\n"})

    assert (str(error), error.detail, error.hint) == ("a.toml:2:3: no", "   2 | two\n     |   ^", "yes")


def test_several_faults_stand_below_each_other_in_the_order_of_the_files() -> None:
    error = as_error([Fault("b", 1, 1, "second"), Fault("a", 0, 0, "first", "hint"), Fault("b", 1, 1, "second")], {})

    assert str(error).splitlines() == ["2 mistakes in the project's files", "  a: first (hint)", "  b:1:1: second"]
