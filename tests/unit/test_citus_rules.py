"""What stands in the way of Citus: what is looked up across files, and where the plan of a system comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.folders import write_files
from toolkit.core.findings import Finding
from toolkit.core.linting import check_project
from toolkit.errors import UsageError
from toolkit.io.files import read_project
from toolkit.verbs.lint import Request, lint

TOML = """\
[system]
name = "shop"
{engine}
[services.shop]
schemas = ["shop"]
{more}
"""
TENANTS = "create table shop.tenants (id uuid, constraint tenants_pkey primary key (id));\n"
ORDERS = "create table shop.orders (tenant_id uuid, id uuid, constraint orders_pkey primary key (tenant_id, id));\n"
NOTES = "create table shop.notes (tenant_id uuid, id uuid, order_id uuid, constraint notes_pkey primary key (id));\n"
SPREAD = """\
select create_distributed_table('shop.tenants', 'id');
select create_distributed_table('shop.orders', 'tenant_id', colocate_with => 'shop.tenants');
"""
TENANT_KEY = (
    "alter table shop.{} add constraint t foreign key (tenant_id) references shop.tenants {} on delete cascade;\n"
)


def a_system(root: Path, *scripts: str, policies: str = "", engine: str = 'engine = "citus"', more: str = "") -> Path:
    """A project of one system whose scripts are *scripts*, in this order."""
    files = {f"sql/shop/shop/00{10 + at}_part.sql": text for at, text in enumerate(scripts)}
    manifest = TOML.format(engine=engine, more=more)
    return write_files(root, {"sql/shop/system.toml": manifest, "policies/shop/shop.sql": policies, **files})


def found_in(root: Path, engine: str | None = None) -> list[str]:
    """The findings of the rules for Citus, as ``file: code: message``."""
    return [shown(one) for one in check_project(read_project(root, {}), engine=engine) if one.code.startswith("CIT")]


def shown(finding: Finding) -> str:
    return f"{finding.path.rpartition('/')[2]}: {finding.code}: {finding.message}"


def test_tables_then_their_distribution_then_keys_is_in_order(tmp_path: Path) -> None:
    root = a_system(tmp_path, TENANTS + ORDERS, SPREAD, TENANT_KEY.format("orders", "(id)"))

    assert found_in(root) == []


def test_a_key_before_the_distribution_is_too_early_also_by_requirement(tmp_path: Path) -> None:
    keys = TENANT_KEY.format("orders", "(id)")
    root = a_system(tmp_path, TENANTS + ORDERS, keys, SPREAD)

    assert found_in(root) == [
        "0011_part.sql: CIT006: t is created before sql/shop/shop/0012_part.sql spreads shop.orders"
    ]


def test_a_distribution_inside_of_do_counts(tmp_path: Path) -> None:
    block = f"do $$\nbegin\n{SPREAD.replace('select ', '    perform ')}end;\n$$;\n"
    root = a_system(tmp_path, TENANTS + ORDERS, block, TENANT_KEY.format("orders", "(id)"))

    assert found_in(root) == []


def test_tables_that_a_loop_distributes_are_those_with_its_column(tmp_path: Path) -> None:
    loop = "select create_distributed_table(t, 'tenant_id') from unnest(array['shop.orders']) as t;\n"
    root = a_system(tmp_path, TENANTS + ORDERS + NOTES, loop, TENANT_KEY.format("orders", "(id)"))

    assert found_in(root) == [
        "0010_part.sql: CIT003: notes_pkey of shop.notes lacks tenant_id",
        (
            "system.toml: CIT001: a script spreads tables of shop that it does not name; "
            "here all that have tenant_id are meant"
        ),
    ]


def test_a_call_may_name_its_arguments_and_leave_out_the_schema(tmp_path: Path) -> None:
    calls = (
        "select create_distributed_table(distribution_column := 'id', table_name := 'shop.tenants'::regclass);\n"
        "select create_distributed_table('orders', 'tenant_id', colocate_with => 'shop.tenants', shard_count => 8);\n"
    )
    root = a_system(tmp_path, TENANTS + ORDERS, calls, TENANT_KEY.format("orders", "(id)"))

    assert found_in(root) == []


def test_a_table_that_nobody_spreads_lies_on_the_coordinator(tmp_path: Path) -> None:
    key = (
        "alter table shop.orders add constraint n foreign key (tenant_id, id) references shop.notes (tenant_id, id);\n"
    )
    back = (
        "alter table shop.notes add constraint b foreign key (tenant_id, id) references shop.orders (tenant_id, id);\n"
    )
    root = a_system(tmp_path, TENANTS + ORDERS + NOTES, SPREAD, key + back)

    assert found_in(root) == [
        "0012_part.sql: CIT004: n leads to shop.notes, which lies on the coordinator alone",
        (
            "0012_part.sql: CIT004: b leads from shop.notes, which lies on the coordinator alone, "
            "to the distributed shop.orders"
        ),
    ]


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ("shop.tenants", []),
        ("none", ["0012_part.sql: CIT004: t leads to shop.tenants, which is not colocated"]),
    ],
)
def test_keys_connect_tables_that_lie_side_by_side(tmp_path: Path, beside: str, expected: list[str]) -> None:
    spread = SPREAD.replace("colocate_with => 'shop.tenants'", f"colocate_with => '{beside}'")
    root = a_system(tmp_path, TENANTS + ORDERS, spread, TENANT_KEY.format("orders", "(id)"))

    assert found_in(root) == expected


def test_a_key_without_columns_means_the_primary_key_of_the_other_table(tmp_path: Path) -> None:
    spread = SPREAD + "select create_distributed_table('shop.notes', 'tenant_id', colocate_with => 'shop.tenants');\n"
    notes = NOTES.replace("primary key (id)", "primary key (tenant_id, id)")
    right = "alter table shop.notes add constraint o foreign key (tenant_id, order_id) references shop.orders;\n"
    wrong = "alter table shop.notes add constraint p foreign key (order_id, tenant_id) references shop.orders;\n"
    root = a_system(tmp_path, TENANTS + ORDERS + notes, spread, right + wrong)

    assert found_in(root) == ["0012_part.sql: CIT004: p does not hold tenant_id against tenant_id of shop.orders"]


def test_a_reference_table_may_be_pointed_at_but_points_at_no_distributed_one(tmp_path: Path) -> None:
    spread = SPREAD + "select create_reference_table('shop.notes');\n"
    to_it = "alter table shop.orders add constraint n foreign key (id) references shop.notes (id) on delete set null;\n"
    from_it = TENANT_KEY.format("notes", "(id)")
    root = a_system(tmp_path, TENANTS + ORDERS + NOTES, spread, to_it + from_it)

    assert found_in(root) == [
        "0012_part.sql: CIT004: t leads from the reference table shop.notes to the distributed shop.tenants"
    ]


def test_a_table_cannot_be_distributed_by_a_column_that_it_lacks(tmp_path: Path) -> None:
    root = a_system(tmp_path, TENANTS, "select create_distributed_table('shop.tenants', 'tenant_id');\n")

    assert "0010_part.sql: CIT002: shop.tenants is distributed by tenant_id, which it does not have" in found_in(root)


FUNCTION = "create function shop.{}() returns uuid[] language plpgsql stable as $$begin return {}; end;$$;\n"
POLICY = "create policy p on shop.orders for select to a using (tenant_id = any({}));\n"


def test_functions_in_policies_are_followed_to_the_table_that_they_read(tmp_path: Path) -> None:
    functions = (
        FUNCTION.format("mine", "shop.more(shop.claims())")
        + FUNCTION.format("more", "array(select t.id from shop.tenants as t)")
        + FUNCTION.format("claims", "string_to_array(current_user, ',')")
        + FUNCTION.format("row_of", "null::shop.tenants%rowtype")
        + FUNCTION.format("again", "shop.again()")
    )
    tables = TENANTS + ORDERS
    bad = a_system(tmp_path / "bad", tables, SPREAD, functions, policies=POLICY.format("shop.mine()"))
    good = a_system(tmp_path / "good", tables, SPREAD, functions, policies=POLICY.format("shop.claims()"))
    odd = a_system(tmp_path / "odd", tables, SPREAD, functions, policies=POLICY.format("shop.again() || shop.row_of()"))

    assert found_in(bad) == [
        "shop.sql: CIT008: p of shop.orders calls shop.mine(), which reads shop.tenants by way of shop.more()"
    ]
    assert found_in(good) == []
    assert found_in(odd) == []


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("", ["shop.sql: CIT009: p of shop.orders reads app.tenant, which no function sends to the nodes"]),
        ("begin perform set_config('app.tenant', '1', true); end;", None),
        ("begin execute format('set local app.tenant = %L', 1); end;", []),
        ("begin set local app.tenant = '1'; end;", []),
    ],
)
def test_a_setting_that_policies_read_is_sent_by_set_local(
    tmp_path: Path, sender: str, expected: list[str] | None
) -> None:
    functions = FUNCTION.format("tenant", "current_setting('app.tenant', true)")
    functions += f"create function shop.send() returns void language plpgsql as $${sender}$$;\n" if sender else ""
    root = a_system(tmp_path, TENANTS + ORDERS, SPREAD, functions, policies=POLICY.format("shop.tenant()"))
    unsent = ["shop.sql: CIT009: p of shop.orders reads app.tenant, which no function sends to the nodes"]

    assert found_in(root) == (unsent if expected is None else expected)


def test_a_setting_in_system_toml_plans_where_no_script_distributes_yet(tmp_path: Path) -> None:
    more = '[citus]\ndistribution_column = "tenant_id"\nreference_tables = ["shop.notes"]\n'
    keys = TENANT_KEY.format("orders", "(id)")
    root = a_system(tmp_path, TENANTS + ORDERS + NOTES + keys, engine="", more=more)

    assert found_in(root) == []
    assert found_in(root, "citus") == []  # tenants by their id, because tenant_id refers to it


def test_without_a_plan_the_column_that_refers_to_the_root_is_taken_and_said(tmp_path: Path) -> None:
    notes = NOTES.replace("tenant_id uuid, ", "").replace("order_id uuid", "order_id uuid references shop.orders (id)")
    root = a_system(tmp_path, TENANTS + ORDERS + notes + TENANT_KEY.format("orders", "(id)"), engine="")

    assert found_in(root) == []
    assert found_in(root, "citus") == [
        "0010_part.sql: CIT002: shop.notes has no tenant_id",
        (
            "system.toml: CIT001: no script spreads the tables of shop; "
            "here tenant_id is taken for the distribution column, which 1 of 3 have"
        ),
    ]


def test_of_a_rule_for_another_engine_an_exception_is_never_unused(tmp_path: Path) -> None:
    policy = f"-- lint: allow CIT007 a small table\n{POLICY.format('(select shop.ids())')}"
    root = a_system(tmp_path, TENANTS + ORDERS, engine="", policies=policy)

    plain = [one.code for one in check_project(read_project(root, {}))]
    asked = [one.code for one in check_project(read_project(root, {}), engine="citus")]

    assert "LNT002" not in plain
    assert not {"LNT002", "CIT007"}.intersection(asked)


def test_lint_asks_for_an_engine_that_exists(tmp_path: Path) -> None:
    root = a_system(tmp_path, TENANTS)

    with pytest.raises(UsageError) as caught:
        lint(root, {}, Request(everything=True, sqlfluff=False, engine="citrus"))

    assert "citrus" in str(caught.value)
    assert 'did you mean "citus"?' in caught.value.hint


def test_lint_for_postgres_asks_nothing_of_citus(tmp_path: Path) -> None:
    root = a_system(tmp_path, TENANTS + ORDERS, policies=POLICY.format("(select shop.ids())"))

    own = lint(root, {}, Request(everything=True, sqlfluff=False))
    other = lint(root, {}, Request(everything=True, sqlfluff=False, engine="postgres"))

    assert any(one.code == "CIT007" for one in own.findings)
    assert not any(one.code.startswith("CIT") for one in other.findings)


def test_a_script_for_another_engine_is_looked_at_when_that_is_asked_for(tmp_path: Path) -> None:
    root = a_system(tmp_path, TENANTS, f"-- engine: citus\n{SPREAD}", engine='engine = "postgres"')
    script = root / "sql/shop/shop/0011_part.sql"

    with pytest.raises(UsageError) as caught:
        lint(root, {}, Request((script,), sqlfluff=False))

    assert caught.value.hint == "add --engine citus"
    assert lint(root, {}, Request((script,), sqlfluff=False, engine="citus")).files == ("sql/shop/shop/0011_part.sql",)
