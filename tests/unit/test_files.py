"""Reading a project folder: what comes out of a good one, and what is said about a bad one."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.folders import SHOP_TOML, a_shop, write_files
from toolkit.core.places import Place
from toolkit.core.systems import ScriptId
from toolkit.errors import ConfigError
from toolkit.io.files import origins_of, read_project


def error_of(root: Path, environ: Mapping[str, str] = {}) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        read_project(root, environ)
    return caught.value


def test_a_folder_is_read_in_the_order_of_its_dependencies(tmp_path: Path) -> None:
    root = a_shop(
        tmp_path,
        {
            "sql/base/system.toml": '[system]\nname = "base"\n[services.tools]\nschemas = ["tools"]\n',
            "sql/base/tools/0010_tools.sql": "select 0;\n",
            "sql/shop/system.toml": SHOP_TOML.replace("[services.orders]", 'requires = ["base"]\n[services.orders]', 1),
            "sql/shop/orders/0020_more.sql": "-- orders/0020_more.sql\n-- requires: base/tools/0010_tools.sql\n",
            "policies/shop/roles.sql": "create role r;\n",
            "policies/shop/orders.sql": "select 3;\n",
            "policies/shop/access.toml": "",
            "seeds/shop/0010_rates.sql": "select 4;\n",
            "seeds/shop/demo/0010_orders.sql": "select 5;\n",
            "seeds/legacy/shop/0010_old.sql": "select 6;\n",
            "sql/shop/legacy/0010_orders.sql": "select 7;\n",
            "sql/shop/orders/README.md": "notes",
            "sql/notes/README.md": "no system, and no SQL either",
        },
    )

    project = read_project(root, {})

    assert [system.name for system in project.systems] == ["base", "shop"]
    shop = project.systems[1]
    assert [service.name for service in shop.services] == ["accounts", "orders"]
    accounts, orders = shop.services
    assert [script.path for script in orders.scripts] == [
        "sql/shop/orders/0010_orders.sql",
        "sql/shop/orders/0020_more.sql",
    ]
    assert orders.scripts[0].requires == (ScriptId("shop", "accounts", "0010"),)
    assert orders.scripts[1].requires == (ScriptId("base", "tools", "0010"),)
    assert orders.scripts[0].slug == "orders"
    assert accounts.policies is None
    assert orders.policies is not None
    assert orders.policies.text == "select 3;\n"
    assert shop.roles is not None
    assert shop.roles.path == "policies/shop/roles.sql"
    assert [seed.path for seed in shop.seeds] == ["seeds/shop/0010_rates.sql"]
    assert [seed.path for seed in shop.demo_seeds] == ["seeds/shop/demo/0010_orders.sql"]


def test_a_folder_without_sql_is_no_project(tmp_path: Path) -> None:
    error = error_of(tmp_path)

    assert "no project folder" in str(error)
    assert "-C DIR" in error.hint


def test_a_project_may_still_be_empty(tmp_path: Path) -> None:
    (tmp_path / "sql").mkdir()

    assert read_project(tmp_path, {}).systems == ()


SCRIPT = "sql/shop/orders/0020_x.sql"

# Files on top of the good ones, and what the error says.
MISTAKES: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "a wrong name": (
        {"sql/shop/orders/20_x.sql": ""},
        "sql/shop/orders/20_x.sql: is not called NNNN_slug.sql",
        "0010_",
    ),
    "a name in capitals": ({"sql/shop/orders/0020_Users.SQL": ""}, "is not called NNNN_slug.sql", "lower-case"),
    "one number twice": (
        {"sql/shop/orders/0010_x.sql": ""},
        "sql/shop/orders/0010_x.sql: has the same number as sql/shop/orders/0010_orders.sql",
        "next number",
    ),
    "a folder that is no service": (
        {"sql/shop/order/0010_x.sql": ""},
        "sql/shop/order: sql/shop/system.toml has no [services.order]",
        'did you mean "orders"?',
    ),
    "a script beside the services": ({"sql/shop/0010_x.sql": ""}, "sql/shop/0010_x.sql: scripts lie in", "accounts"),
    "a script beside the systems": ({"sql/0010_x.sql": ""}, "sql/0010_x.sql: scripts lie in", "move it"),
    "a script too deep": (
        {"sql/shop/orders/more/0010_x.sql": ""},
        "sql/shop/orders/more/0010_x.sql: lies too deep",
        "sql/shop/orders/",
    ),
    "a system without system.toml": (
        {"sql/bank/a/0010_x.sql": ""},
        "sql/bank: has no system.toml",
        "`toolkit new bank --system`",
    ),
    "policies for no service": (
        {"policies/shop/order.sql": ""},
        "policies/shop/order.sql: shop has no service of this name",
        'did you mean "orders.sql"?',
    ),
    "policies too deep": (
        {"policies/shop/orders/a.sql": ""},
        "policies/shop/orders/a.sql: lies too deep",
        "policies/shop/",
    ),
    "policies for no system": (
        {"policies/shap/orders.sql": ""},
        "policies/shap: there is no such system",
        'did you mean "shop"?',
    ),
    "policies beside the systems": ({"policies/orders.sql": ""}, "policies/orders.sql: files lie in", "move it"),
    "a seed with a wrong name": ({"seeds/shop/rates.sql": ""}, "seeds/shop/rates.sql: is not called NNNN_slug.sql", ""),
    "a demo seed with a wrong name": ({"seeds/shop/demo/a.sql": ""}, "seeds/shop/demo/a.sql: is not called", ""),
    "seeds for no system": ({"seeds/bank/0010_x.sql": ""}, "seeds/bank: there is no such system", ""),
    "latin-1": (
        {SCRIPT: b"-- a\n-- caf\xe9\n"},
        f"{SCRIPT}:2:7: is not UTF-8: byte 11 is 0xe9",
        "save it as UTF-8",
    ),
    "latin-1 after a byte order mark": ({SCRIPT: b"\xef\xbb\xbfab\xe9"}, f"{SCRIPT}:1:3: is not UTF-8: byte 5", ""),
    "UTF-16": ({SCRIPT: "select 1;".encode("utf-16")}, f"{SCRIPT}:1:1: is UTF-16", "save it as UTF-8"),
    "a NUL byte": ({SCRIPT: "a\n b\0"}, f"{SCRIPT}:2:3: holds a NUL byte", "remove it"),
    "a folder called as a script": ({f"{SCRIPT}/0010_y.sql": ""}, f"{SCRIPT}/0010_y.sql: lies too deep", ""),
    "a requirement that is no name": (
        {SCRIPT: "-- x\n-- requires: 0010_orders.sql\n"},
        f'{SCRIPT}:2:14: "0010_orders.sql" is no name of a script',
        "service/NNNN_slug.sql",
    ),
    "a requirement that does not exist": (
        {SCRIPT: "-- requires: accounts/0011_accounts.sql\n"},
        f'{SCRIPT}:1:14: there is no script "accounts/0011_accounts.sql"',
        'did you mean "accounts/0010_accounts.sql"?',
    ),
    "a requirement of another service": (
        {SCRIPT: "-- requires: acounts/0010_acounts.sql\n"},
        'there is no script "acounts/0010_acounts.sql"',
        'did you mean "accounts/0010_accounts.sql"?',
    ),
    "a requirement under an old name": (
        {SCRIPT: "-- requires: accounts/0010_users.sql\n"},
        f"{SCRIPT}:1:14: script shop/accounts/0010 is called accounts",
        'write "accounts/0010_accounts.sql"',
    ),
    "a requirement of a system that is not required": (
        {
            "sql/bank/system.toml": '[system]\nname = "bank"\n[services.a]\nschemas = ["a"]\n',
            "sql/bank/a/0010_x.sql": "",
            SCRIPT: "-- requires: bank/a/0010_x.sql\n",
        },
        f"{SCRIPT}:1:14: shop does not require the system bank",
        'add "bank" to requires under [system] in sql/shop/system.toml',
    ),
    "a misspelled key": (
        {SCRIPT: "-- require: accounts/0010_accounts.sql\n"},
        f'{SCRIPT}:1:4: unknown key "require"',
        "",
    ),
    "a circle of scripts": (
        {"sql/shop/accounts/0010_accounts.sql": "-- a\n-- requires: orders/0020_x.sql\n", SCRIPT: ""},
        "require each other: shop/accounts/0010 -> shop/orders/0020 -> shop/orders/0010 -> shop/accounts/0010",
        "lower numbers come first",
    ),
    "a script that requires itself": (
        {SCRIPT: "-- requires: orders/0020_x.sql\n"},
        "shop/orders/0020 -> shop/orders/0020",
        "",
    ),
    "a script that requires a later one": (
        {SCRIPT: "-- requires: orders/0030_y.sql\n", "sql/shop/orders/0030_y.sql": ""},
        f"{SCRIPT}:1:14: scripts require each other: shop/orders/0020 -> shop/orders/0030 -> shop/orders/0020",
        "",
    ),
    "a manifest that is not UTF-8": ({"sql/shop/system.toml": b"\xff"}, "sql/shop/system.toml:1:1: is not UTF-8", ""),
    "a template that asks for too much": (
        {"sql/shop/system.toml": f'{SHOP_TOML}[variables]\nROLE = "r"\n', SCRIPT: "-- a\n-- {{ ROL }}\n"},
        f"{SCRIPT}:2:7: template: 'ROL' is undefined",
        'did you mean "ROLE"?',
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_file_and_the_way_out(tmp_path: Path, mistake: str) -> None:
    files, message, hint = MISTAKES[mistake]

    error = error_of(a_shop(tmp_path, files))

    assert message in str(error)
    assert hint in error.hint


def test_a_service_without_a_folder_is_named_with_its_key_and_how_to_make_it(tmp_path: Path) -> None:
    error = error_of(a_shop(tmp_path, {"sql/shop/system.toml": f'{SHOP_TOML}[services.mail]\nschemas = ["mail"]\n'}))

    assert "sql/shop/system.toml:11:11: services.mail: there is no folder sql/shop/mail" in str(error)
    assert "`mkdir sql/shop/mail`" in error.hint


def test_all_mistakes_of_a_folder_are_named_at_once(tmp_path: Path) -> None:
    error = error_of(a_shop(tmp_path, {"sql/shop/orders/x.sql": "", "policies/shop/y.sql": "", SCRIPT: b"\xff"}))

    assert str(error).startswith("3 mistakes")


def test_an_error_shows_the_line_of_the_file(tmp_path: Path) -> None:
    error = error_of(a_shop(tmp_path, {SCRIPT: "-- a\n-- requires: accounts/0099_x.sql\n"}))

    assert error.detail == "   2 | -- requires: accounts/0099_x.sql\n     |              ^"


def test_links_may_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    root = a_shop(tmp_path / "project")
    write_files(tmp_path, {"secret.sql": "select 1;"})
    (root / SCRIPT).symlink_to(tmp_path / "secret.sql")

    assert "link that leads out of the project folder" in str(error_of(root))


def test_links_within_the_folder_are_followed(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {"shared/x.sql": "select 9;\n"})
    (root / SCRIPT).symlink_to(root / "shared/x.sql")

    assert read_project(root, {}).systems[0].services[1].scripts[1].text == "select 9;\n"


def test_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    root = a_shop(tmp_path)
    (root / SCRIPT).symlink_to("nowhere.sql")

    assert f"{SCRIPT}: cannot be read" in str(error_of(root))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {SCRIPT: ""})
    (root / SCRIPT).chmod(0)

    assert f"{SCRIPT}: cannot be read: Permission denied" in str(error_of(root))


def test_files_of_editors_are_left_alone(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {"sql/shop/orders/.0010_orders.sql.swp": b"\xff", "sql/shop/orders/.#0020_x.sql": b"\xff"})

    assert len(read_project(root, {}).systems[0].services[1].scripts) == 1


def test_line_ends_and_a_byte_order_mark_change_neither_text_nor_hash(tmp_path: Path) -> None:
    text = "-- orders/0020_x.sql\n\nselect 'é';\n"
    hashes = set()
    for name, content in {"unix": text, "dos": text.replace("\n", "\r\n"), "bom": f"\ufeff{text}"}.items():
        script = read_project(a_shop(tmp_path / name, {SCRIPT: content}), {}).systems[0].services[1].scripts[1]
        hashes.add((script.text, script.sha256))

    assert hashes == {(text, hashlib.sha256(text.encode()).hexdigest())}


WITH_ROLE = f'{SHOP_TOML}[variables]\nROLE = "reader"\n'


def test_variables_are_put_in_and_the_environment_has_the_last_word(tmp_path: Path) -> None:
    root = a_shop(
        tmp_path, {"sql/shop/system.toml": WITH_ROLE, "policies/shop/orders.sql": "create role {{ ROLE }};\n"}
    )

    own = read_project(root, {}).systems[0]
    overridden = read_project(root, {"ROLE": "writer"}).systems[0]

    assert own.services[1].policies is not None
    assert own.services[1].policies.text == "create role reader;\n"
    assert own.services[1].policies.source == "create role {{ ROLE }};\n"
    assert overridden.services[1].policies is not None
    assert overridden.services[1].policies.text == "create role writer;\n"
    assert overridden.variables == (("ROLE", "writer"),)


def test_a_value_from_the_environment_cannot_break_out_of_its_place(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {"sql/shop/system.toml": WITH_ROLE, SCRIPT: "grant x to {{ ROLE }};\n"})

    assert "the value of ROLE is no plain word" in str(error_of(root, {"ROLE": "a; drop table b"}))


def test_without_variables_nothing_is_a_template(tmp_path: Path) -> None:
    text = "select '{{1,2},{3,4}}'::int[];\n"

    script = read_project(a_shop(tmp_path, {SCRIPT: text}), {}).systems[0].services[1].scripts[1]

    assert script.text is script.source
    assert script.text == text


def test_a_mistake_in_a_rendered_header_is_shown_in_the_file(tmp_path: Path) -> None:
    text = "-- a\n{% if ROLE %}\n-- b\n{% endif %}\n-- requires: accounts/0099\n"

    error = error_of(a_shop(tmp_path, {"sql/shop/system.toml": WITH_ROLE, SCRIPT: text}))

    assert f"{SCRIPT}:5:14: there is no script" in str(error)


def test_a_place_in_a_rendered_text_is_led_back_to_the_file(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {"sql/shop/system.toml": WITH_ROLE, SCRIPT: "{% if ROLE %}\nselect 1;\n{% endif %}\n"})
    (system,) = read_project(root, {}).systems
    accounts, orders = system.services

    assert origins_of(orders.scripts[1]).place(Place(1, 8)) == Place(2, 8)
    assert origins_of(accounts.scripts[0]).place(Place(2, 1)) == Place(2, 1)


@pytest.mark.slow
def test_sixty_files_are_read_in_a_few_milliseconds(tmp_path: Path) -> None:
    body = "create table t (id uuid);\n" * 100
    root = a_shop(tmp_path, {f"sql/shop/orders/{number:04}_x.sql": body for number in range(100, 700, 10)})
    took = []
    for _ in range(5):
        start = time.perf_counter()
        read_project(root, {})
        took.append(time.perf_counter() - start)

    assert min(took) < 0.1  # 10 ms on an idle machine
