"""`new`: scripts, services and systems that are right from the start."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.support.folders import SHOP_TOML, a_shop, write_files
from toolkit.errors import ConfigError, ToolkitError, UsageError
from toolkit.io.files import read_project
from toolkit.verbs.lint import Request, lint
from toolkit.verbs.new import new_script, new_service, new_system

COMMON_TOML = '[system]\nname = "common"\n[services.helpers]\nschemas = ["common"]\n'
CARWASH_TOML = """\
# Car wash: features share a schema.
[system]
name = "carwash"

[services.booking]
schemas = ["carwash"]

[services.loyalty]
schemas = [
    "carwash",
]

# What may cross features.
[boundaries]
foreign_keys = "forbidden"
"""


def findings(root: Path) -> list[str]:
    return [f"{one.path}:{one.line}: {one.code} {one.message}" for one in lint(root, {}, Request()).findings]


# Scripts


def test_a_script_gets_the_next_number_and_its_header(tmp_path: Path) -> None:
    root = a_shop(tmp_path)

    assert new_script(root, "shop/orders", "backfill_totals") == ("sql/shop/orders/0020_backfill_totals.sql",)
    assert (root / "sql/shop/orders/0020_backfill_totals.sql").read_text() == (
        "-- orders/0020_backfill_totals.sql\n-- what: backfill totals.\n-- requires: orders/0010_orders.sql\n"
    )


@pytest.mark.parametrize(
    ("last", "expected"), [("0090", "0100"), ("0095", "0100"), ("0001", "0010"), ("9990", "9991"), ("9998", "9999")]
)
def test_numbers_go_in_tens(tmp_path: Path, last: str, expected: str) -> None:
    root = a_shop(tmp_path, {f"sql/shop/accounts/{last}_x.sql": ""})
    (root / "sql/shop/accounts/0010_accounts.sql").unlink()

    assert new_script(root, "shop/accounts", "y") == (f"sql/shop/accounts/{expected}_y.sql",)


def test_when_the_numbers_are_used_up_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="used up its numbers"):
        new_script(a_shop(tmp_path, {"sql/shop/orders/9999_x.sql": ""}), "shop/orders", "y")


def test_the_first_script_of_a_service_needs_no_folder(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {"sql/shop/system.toml": f'{SHOP_TOML}[services.mail]\nschemas = ["mail"]\n'})

    assert new_script(root, "mail", "schema") == ("sql/shop/mail/0010_schema.sql",)
    assert "create schema mail;" in (root / "sql/shop/mail/0010_schema.sql").read_text()
    assert read_project(root, {}).systems[0].services[2].scripts[0].requires == ()


@pytest.mark.parametrize(
    "slug",
    [
        *("schema", "invoices", "order_lines", "categories", "boxes", "add_note_to_orders", "account_keys", "indexes"),
        *("note_index", "audit_triggers", "totals_function", "status", "2024_rates", "backfill", "drop_old_columns"),
    ],
)
def test_what_is_written_can_be_read_and_has_nothing_to_complain_about(tmp_path: Path, slug: str) -> None:
    root = a_shop(tmp_path)
    new_script(root, "shop/orders", slug)

    assert len(read_project(root, {}).systems[0].services[1].scripts) == 2
    assert findings(root) == []


def test_a_plural_becomes_a_table(tmp_path: Path) -> None:
    root = a_shop(tmp_path)
    (path,) = new_script(root, "shop/orders", "order_categories")

    text = (root / path).read_text()
    assert "-- what: one row per order category.\n" in text
    assert "create table orders.order_categories (\n" in text
    assert "alter table orders.order_categories enable row level security;\n" in text


@pytest.mark.parametrize(
    ("slug", "hint"),
    [
        ("Add-Users", "such as add_users"),
        ("add users!", "such as add_users"),
        ("_users", "such as users"),
        ("../../etc", "such as etc"),
        ("users.sql", "such as users_sql"),
        ("", "such as create_invoices"),
        ("ünïcode", "such as n_code"),
    ],
)
def test_a_slug_that_is_none_is_refused(tmp_path: Path, slug: str, hint: str) -> None:
    with pytest.raises(UsageError, match="cannot be a part of a file name") as caught:
        new_script(a_shop(tmp_path), "shop/orders", slug)
    assert hint in caught.value.hint


def test_a_slug_is_used_once_in_a_service(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"sql/shop/orders/0010_orders\.sql exists"):
        new_script(a_shop(tmp_path), "shop/orders", "orders")


@pytest.mark.parametrize(
    ("target", "message", "hint"),
    [
        ("shop/order", "there is no service shop/order", 'did you mean "shop/orders"?'),
        ("shop/order", "there is no service", "toolkit new shop/order --service"),
        ("../orders", "there is no service", ""),
        ("mail", "more than one system has a service mail", "say bank/mail or post/mail"),
    ],
)
def test_a_service_that_is_none_is_refused(tmp_path: Path, target: str, message: str, hint: str) -> None:
    mails = {
        f"sql/{name}/system.toml": f'[system]\nname = "{name}"\n[services.mail]\nschemas = ["{name}"]\n'
        for name in ("bank", "post")
    }
    with pytest.raises(UsageError, match=message) as caught:
        new_script(a_shop(tmp_path, mails), target, "x")
    assert hint in caught.value.hint


def test_a_broken_system_file_is_named_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"sql/shop/system\.toml:1:1"):
        new_script(a_shop(tmp_path, {"sql/shop/system.toml": "x = 1\n"}), "shop/orders", "y")


def test_a_script_can_be_made_while_others_are_broken(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {"sql/shop/orders/0030_x.sql": b"\xff", "sql/shop/orders/wrong.sql": ""})

    assert new_script(root, "shop/orders", "y") == ("sql/shop/orders/0040_y.sql",)


def test_a_folder_that_is_no_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no project folder"):
        new_script(tmp_path, "shop/orders", "x")


def make(job: tuple[Path, str]) -> str:
    return new_script(job[0], "shop/orders", job[1])[0]


def test_two_who_ask_at_once_get_different_numbers(tmp_path: Path) -> None:
    root = a_shop(tmp_path)
    slugs = [f"slug{index}" for index in range(12)]

    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        paths = list(pool.map(make, [(root, slug) for slug in slugs]))

    assert sorted(path.split("/")[-1][:4] for path in paths) == [f"{number:04}" for number in range(20, 140, 10)]


# Services


def test_a_service_comes_with_schema_table_and_policies_and_nothing_to_complain_about(tmp_path: Path) -> None:
    root = a_shop(tmp_path)

    paths = new_service(root, "shop/billing")

    assert paths == (
        "sql/shop/system.toml",
        "sql/shop/billing/0010_schema.sql",
        "sql/shop/billing/0020_items.sql",
        "policies/shop/billing.sql",
    )
    (shop,) = read_project(root, {}).systems
    assert [service.name for service in shop.services] == ["accounts", "orders", "billing"]
    assert shop.services[2].schemas == ("billing",)
    assert findings(root) == []


def test_the_rest_of_the_system_file_stays_as_it_is(tmp_path: Path) -> None:
    root = write_files(
        tmp_path,
        {
            "sql/carwash/system.toml": CARWASH_TOML,
            "sql/carwash/booking/0010_schema.sql": "-- x\n\ncreate schema carwash;\n",
            "sql/carwash/loyalty/README.md": "",
        },
    )

    new_service(root, "carwash/reviews")

    added = '[services.reviews]\ndescription = "Say here what it is for."\nschemas = ["carwash"]\n\n'
    assert (root / "sql/carwash/system.toml").read_text() == CARWASH_TOML.replace(
        "# What may cross features.", f"{added}# What may cross features."
    )


def test_a_service_among_others_that_share_a_schema_shares_it_too(tmp_path: Path) -> None:
    root = write_files(
        tmp_path,
        {
            "sql/carwash/system.toml": CARWASH_TOML,
            "sql/carwash/booking/0010_schema.sql": (
                "-- booking/0010_schema.sql\n-- what: the schema.\n\n"
                "create schema carwash;\n\ncomment on schema carwash is 'All features.';\n"
            ),
            "sql/carwash/loyalty/README.md": "",
        },
    )

    paths = new_service(root, "carwash/reviews")

    assert paths[1:] == ("sql/carwash/reviews/0010_reviews_items.sql", "policies/carwash/reviews.sql")
    text = (root / paths[1]).read_text()
    assert "-- requires: booking/0010_schema.sql\n" in text
    assert "create table carwash.reviews_items (\n" in text
    assert findings(root) == []


PREFIXED_TOML = CARWASH_TOML.replace(
    "# What may cross",
    """\
# How tables begin.
[variables]
BOOKING_TABLE_PREFIX = "wash_"  # by habit
LOYALTY_TABLE_PREFIX = "loyalty_"

REGION = "eu"

# What may cross""",
)
BOOKING_SCHEMA = """\
-- booking/0010_schema.sql
-- what: the schema.

create schema carwash;

comment on schema carwash is 'All features.';
"""


def a_car_wash_with_prefixes(root: Path, toml: str = PREFIXED_TOML) -> Path:
    files = {"sql/carwash/booking/0010_schema.sql": BOOKING_SCHEMA, "sql/carwash/loyalty/README.md": ""}
    return write_files(root, {"sql/carwash/system.toml": toml, **files})


def test_where_services_have_a_prefix_for_their_tables_the_new_one_has_its_own(tmp_path: Path) -> None:
    root = a_car_wash_with_prefixes(tmp_path)

    paths = new_service(root, "carwash/reviews")

    assert paths[1:] == ("sql/carwash/reviews/0010_items.sql", "policies/carwash/reviews.sql")
    added = '[services.reviews]\ndescription = "Say here what it is for."\nschemas = ["carwash"]\n\n'
    assert (root / "sql/carwash/system.toml").read_text() == PREFIXED_TOML.replace(
        "# How tables begin.", f"{added}# How tables begin."
    ).replace('"loyalty_"\n', '"loyalty_"\nREVIEWS_TABLE_PREFIX = "reviews_"\n')
    text = (root / paths[1]).read_text()
    assert "-- requires: booking/0010_schema.sql\n" in text
    assert "create table carwash.{{ REVIEWS_TABLE_PREFIX }}items (\n" in text
    assert "    constraint {{ REVIEWS_TABLE_PREFIX }}items_pkey primary key (id)\n" in text
    assert "alter table carwash.{{ REVIEWS_TABLE_PREFIX }}items force" in (root / paths[2]).read_text()
    assert findings(root) == []


def test_later_tables_of_such_a_service_begin_alike(tmp_path: Path) -> None:
    root = a_car_wash_with_prefixes(tmp_path)
    new_service(root, "carwash/reviews")

    (path,) = new_script(root, "carwash/reviews", "answers")

    assert "create table carwash.{{ REVIEWS_TABLE_PREFIX }}answers (\n" in (root / path).read_text()
    (system,) = read_project(root, {"REVIEWS_TABLE_PREFIX": "rv_"}).systems
    assert "create table carwash.rv_answers (\n" in system.services[2].scripts[1].text
    assert findings(root) == []


def test_a_prefix_that_is_there_already_stays(tmp_path: Path) -> None:
    toml = PREFIXED_TOML.replace("REGION", 'REVIEWS_TABLE_PREFIX = "r_"\nREGION')
    root = a_car_wash_with_prefixes(tmp_path, toml)

    new_service(root, "carwash/reviews")

    assert (root / "sql/carwash/system.toml").read_text().count("REVIEWS_TABLE_PREFIX") == 1
    assert findings(root) == []


@pytest.mark.parametrize(
    "variables",
    [
        'variables = { BOOKING_TABLE_PREFIX = "wash_" }\n',
        'variables.BOOKING_TABLE_PREFIX = "wash_"\n',
        """variables.BOOKING_TABLE_PREFIX = '''
wash_'''
""",
    ],
)
def test_variables_that_are_no_lines_of_their_own_are_left_to_their_author(tmp_path: Path, variables: str) -> None:
    toml = f"{variables}{CARWASH_TOML}"
    root = a_car_wash_with_prefixes(tmp_path, toml)

    with pytest.raises(ConfigError, match="its variables are no lines of their own") as caught:
        new_service(root, "carwash/reviews")

    assert 'add REVIEWS_TABLE_PREFIX = "reviews_" by hand' in caught.value.hint
    assert (root / "sql/carwash/system.toml").read_text() == toml
    assert not (root / "sql/carwash/reviews").exists()


def test_a_schema_follows_the_habit_of_the_others_and_is_never_one_of_the_platform(tmp_path: Path) -> None:
    text = '[system]\nname = "edu"\n[services.user]\nschemas = ["user_schema"]\n'
    root = write_files(tmp_path, {"sql/edu/system.toml": text, "sql/edu/user/0010_x.sql": ""})
    new_service(root, "edu/course")
    other = a_shop(tmp_path / "other")
    new_service(other, "shop/auth")

    assert 'schemas = ["course_schema"]' in (root / "sql/edu/system.toml").read_text()
    assert 'schemas = ["auth_schema"]' in (other / "sql/shop/system.toml").read_text()


def test_line_ends_of_the_system_file_are_kept(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {"sql/shop/system.toml": SHOP_TOML.replace("\n", "\r\n")})

    new_service(root, "shop/billing")

    data = (root / "sql/shop/system.toml").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > SHOP_TOML.count("\n")


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("shop/orders", r"has \[services.orders\] already"),
        ("bank/orders", "there is no system bank"),
        ("billing", "does not say of which system"),
        ("shop/", "does not say of which system"),
        ("shop/Billing", "cannot be a name here"),
        ("shop/legacy", 'no service may be called "legacy"'),
        ("shop/helpers/x", "cannot be a name here"),
        ("shop/common", "belongs to common"),
    ],
)
def test_a_service_that_cannot_be_is_refused_and_leaves_nothing_behind(
    tmp_path: Path, target: str, message: str
) -> None:
    root = a_shop(tmp_path, {"sql/common/system.toml": COMMON_TOML, "sql/common/helpers/0010_x.sql": ""})
    before = sorted(root.rglob("*"))

    with pytest.raises(ToolkitError, match=message):
        new_service(root, target)

    assert sorted(root.rglob("*")) == before
    assert (root / "sql/shop/system.toml").read_text() == SHOP_TOML


def test_a_file_in_the_way_is_not_written_over_and_nothing_else_is_written(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {"policies/shop/billing.sql": "mine\n"})

    with pytest.raises(UsageError, match=r"policies/shop/billing\.sql exists"):
        new_service(root, "shop/billing")

    assert (root / "policies/shop/billing.sql").read_text() == "mine\n"
    assert not list((root / "sql/shop").rglob("billing/*"))
    assert (root / "sql/shop/system.toml").read_text() == SHOP_TOML


def test_services_in_one_line_are_left_to_their_author(tmp_path: Path) -> None:
    text = 'services = { orders = { schemas = ["orders"] } }\n[system]\nname = "shop"\n'
    root = write_files(tmp_path, {"sql/shop/system.toml": text, "sql/shop/orders/0010_x.sql": ""})

    with pytest.raises(ConfigError, match="none can be added") as caught:
        new_service(root, "shop/billing")

    assert "by hand" in caught.value.hint
    assert (root / "sql/shop/system.toml").read_text() == text


# Systems


def test_a_system_comes_with_a_service_and_nothing_to_complain_about(tmp_path: Path) -> None:
    (tmp_path / "sql").mkdir()

    assert new_system(tmp_path, "shop") == (
        "sql/shop/system.toml",
        "sql/shop/shop/0010_schema.sql",
        "sql/shop/shop/0020_items.sql",
        "policies/shop/shop.sql",
    )
    assert [str(service) for service in read_project(tmp_path, {}).services()] == ["shop/shop"]
    assert findings(tmp_path) == []


def test_a_system_requires_common_where_there_is_one(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {"sql/common/system.toml": COMMON_TOML, "sql/common/helpers/0010_x.sql": ""})

    new_system(root, "bank/ledger")

    assert [system.requires for system in read_project(root, {}).systems if system.name == "bank"] == [("common",)]


@pytest.mark.parametrize("target", ["shop", "legacy", "Bank", "bank/roles", "bank/orders", "a/b/c", "/x", "", "../x"])
def test_a_system_that_cannot_be_is_refused_and_leaves_nothing_behind(tmp_path: Path, target: str) -> None:
    root = a_shop(tmp_path)
    before = sorted(root.rglob("*"))

    with pytest.raises(UsageError):
        new_system(root, target)

    assert sorted(root.rglob("*")) == before
