"""The engine of a system: where it is said, what templates know of it, and which files it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.folders import write_files
from toolkit.core.ordering import order
from toolkit.core.places import Place
from toolkit.core.systems import System
from toolkit.errors import ConfigError
from toolkit.io.engines import for_engine
from toolkit.io.files import origins_of, read_project

TOML = '[system]\nname = "shop"\nengine = "{}"\n\n[services.shop]\nschemas = ["shop"]\n'
PLAIN_TOML = '[system]\nname = "shop"\n\n[services.shop]\nschemas = ["shop"]\n'
CITUS = {"TOOLKIT_ENGINE": "citus"}


def a_system(root: Path, files: Mapping[str, str], toml: str = TOML.format("postgres")) -> Path:
    """A project of one system with *files*; a name without a folder is that of a script."""
    paths = {(path if "/" in path else f"sql/shop/shop/{path}"): text for path, text in files.items()}
    return write_files(root, {"sql/shop/system.toml": toml, **paths})


def the_system(root: Path, environ: Mapping[str, str] = {}) -> System:
    return read_project(root, environ).systems[0]


def error_of(root: Path, environ: Mapping[str, str] = {}) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        read_project(root, environ)
    return caught.value


def texts(system: System) -> list[str]:
    return [script.text for script in system.services[0].scripts]


def paths(system: System) -> list[str]:
    """The names of all files of *system*."""
    service = system.services[0]
    files = [*service.scripts, service.policies, system.roles, *system.seeds, *system.demo_seeds]
    return [file.path.rpartition("/")[2] for file in files if file is not None]


# Where it is said


@pytest.mark.parametrize(
    ("toml", "environ", "expected"),
    [
        (TOML.format("postgres"), {}, "postgres"),
        (TOML.format("citus"), {}, "citus"),
        (TOML.format("postgres"), CITUS, "citus"),
        (TOML.format("citus"), {"TOOLKIT_ENGINE": "postgres"}, "postgres"),
        (TOML.format("citus"), {"TOOLKIT_ENGINE": ""}, "citus"),
        (PLAIN_TOML, {}, None),
        (PLAIN_TOML, CITUS, None),
        (PLAIN_TOML, {"TOOLKIT_ENGINE": "whatever"}, None),
    ],
)
def test_the_environment_overrides_the_engine_of_a_system_that_declares_one(
    tmp_path: Path, toml: str, environ: Mapping[str, str], expected: str | None
) -> None:
    root = a_system(tmp_path, {"0010_a.sql": "select 1;\n"}, toml)

    assert the_system(root, environ).engine == expected


def test_an_engine_that_nobody_knows_is_named_with_its_place(tmp_path: Path) -> None:
    error = error_of(a_system(tmp_path, {}, TOML.format("cytus")))

    assert 'sql/shop/system.toml:3:1: system.engine: unknown engine "cytus"' in str(error)
    assert error.hint == 'did you mean "citus"?'


def test_an_engine_is_a_string(tmp_path: Path) -> None:
    error = error_of(a_system(tmp_path, {}, TOML.replace('"{}"', "15")))

    assert "system.engine: must be a string, not a number" in str(error)


def test_an_unknown_engine_in_the_environment_is_named_once(tmp_path: Path) -> None:
    root = a_system(tmp_path, {"0010_a.sql": "select 1;\n"})
    write_files(root, {"sql/shop2/system.toml": TOML.format("citus").replace('"shop"', '"shop2"')})
    write_files(root, {"sql/shop2/shop/0010_a.sql": "select 1;\n"})

    error = error_of(root, {"TOOLKIT_ENGINE": "Postgress"})

    assert str(error) == 'TOOLKIT_ENGINE: unknown engine "Postgress"'
    assert error.hint == 'did you mean "postgres"?'


@pytest.mark.parametrize("name", ["engine", "per_statement"])
def test_no_variable_takes_the_names_that_templates_know(tmp_path: Path, name: str) -> None:
    error = error_of(a_system(tmp_path, {}, f'{PLAIN_TOML}\n[variables]\n{name} = "x"\n'))

    assert f"variables.{name}: templates know this name" in str(error)
    assert f"such as {name.upper()}" in error.hint


# What templates know


def test_templates_compare_the_engine_and_ask_once_per_statement(tmp_path: Path) -> None:
    source = (
        '{% if engine == "citus" %}\nselect 1;\n{% else %}\nselect 2;\n{% endif %}\n'
        "using (id = any({{ per_statement(\"shop.ids('a')\") }}::uuid[]));\n"
    )
    root = a_system(tmp_path, {"0010_a.sql": source})

    assert texts(the_system(root)) == ["select 2;\nusing (id = any((select shop.ids('a'))::uuid[]));\n"]
    assert texts(the_system(root, CITUS)) == ["select 1;\nusing (id = any(shop.ids('a')::uuid[]));\n"]


def test_the_engine_goes_along_with_variables(tmp_path: Path) -> None:
    toml = TOML.format("citus") + '\n[variables]\nTABLE = "things"\n'
    root = a_system(tmp_path, {"0010_a.sql": '{{ TABLE }} {{ per_statement(TABLE ~ "()") }} {{ engine }}'}, toml)

    assert texts(the_system(root)) == ["things things() citus"]


@pytest.mark.parametrize("test", ['engine == "citrus"', 'engine != "citrus"', 'engine in ("citrus", "x")'])
def test_a_template_that_asks_for_an_unknown_engine_is_a_fault(tmp_path: Path, test: str) -> None:
    error = error_of(a_system(tmp_path, {"0010_a.sql": f"select 1;\n{{% if {test} %}}x{{% endif %}}\n"}))

    assert 'sql/shop/shop/0010_a.sql:2:1: template: there is no engine "citrus" (did you mean "citus"?)' in str(error)


def test_a_system_without_an_engine_is_no_template(tmp_path: Path) -> None:
    root = a_system(tmp_path, {"0010_a.sql": '{% if engine == "citus" %}'}, PLAIN_TOML)

    assert texts(the_system(root)) == ['{% if engine == "citus" %}']


def test_places_in_a_rendered_text_are_found_in_the_file(tmp_path: Path) -> None:
    source = '{% if engine == "citus" %}\nselect 1;\n{% endif %}\nselect {{ per_statement("f()") }}, 2;\n'
    root = a_system(tmp_path, {"0010_a.sql": source})

    script = the_system(root).services[0].scripts[0]

    assert script.text == "select (select f()), 2;\n"
    assert origins_of(script).place(Place(1, 22)) == Place(4, 36)


def test_a_script_can_be_read_for_another_engine(tmp_path: Path) -> None:
    root = a_system(tmp_path, {"0010_a.sql": "-- {{ engine }}\n"})

    script = the_system(root).services[0].scripts[0]
    other = for_engine(script, "citus")

    assert script.text == "-- postgres\n"
    assert other is not None
    assert other.text == "-- citus\n"


# Files for one engine


def test_a_file_is_part_of_the_project_under_its_engine_only(tmp_path: Path) -> None:
    root = a_system(
        tmp_path,
        {
            "0010_both.sql": "-- shop/0010_both.sql\n-- what: engine: citus is not meant here.\n",
            "0020_pg.sql": "-- shop/0020_pg.sql\n-- engine: postgres\n-- what: a.\n",
            "0030_citus.sql": "-- shop/0030_citus.sql\n-- what: a,\n-- Engine: citus\n-- with more.\n",
            "policies/shop/roles.sql": "-- engine: citus\n",
            "policies/shop/shop.sql": "-- engine: postgres\n",
            "seeds/shop/0010_a.sql": "-- engine: citus\n",
            "seeds/shop/demo/0010_b.sql": "-- engine: postgres\n",
        },
    )

    postgres, citus = the_system(root), the_system(root, CITUS)

    assert paths(postgres) == ["0010_both.sql", "0020_pg.sql", "shop.sql", "0010_b.sql"]
    assert paths(citus) == ["0010_both.sql", "0030_citus.sql", "roles.sql", "0010_a.sql"]
    assert [(one.slug, one.engine) for one in postgres.left_out] == [("citus", "citus")]
    assert [(one.slug, one.engine) for one in citus.left_out] == [("pg", "postgres")]


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("-- engine: cituss", ':2:12: unknown engine "cituss"', 'did you mean "citus"?; without the line'),
        ("-- engine: ", ':2:11: unknown engine ""', "known: postgres, citus; without the line"),
        ("-- engine: citus\n-- engine: postgres", ':2:12: unknown engine "citus, postgres"', "without the line"),
        ("-- engines: citus", ':2:4: unknown key "engines"', "write `-- engine:`"),
    ],
)
def test_a_wrong_engine_in_a_header_is_a_fault(tmp_path: Path, line: str, message: str, hint: str) -> None:
    error = error_of(a_system(tmp_path, {"0010_a.sql": f"-- shop/0010_a.sql\n{line}\n-- what: a.\n"}))

    assert f"sql/shop/shop/0010_a.sql{message}" in str(error)
    assert hint in error.hint


def test_a_header_with_an_engine_needs_a_system_with_one(tmp_path: Path) -> None:
    files = {"0010_a.sql": "select 1;\n", "policies/shop/shop.sql": "-- engine: citus\n"}
    error = error_of(a_system(tmp_path, files, PLAIN_TOML))

    assert "the file is for the engine citus, and sql/shop/system.toml declares none" in str(error)
    assert error.hint == 'write `engine = "postgres"` under [system]'


def test_mistakes_in_a_file_for_another_engine_are_named_too(tmp_path: Path) -> None:
    text = "-- shop/0010_a.sql\n-- engine: citus\n-- requires: shop/0090_nothing.sql\n"
    error = error_of(a_system(tmp_path, {"0010_a.sql": text}))

    assert 'there is no script "shop/0090_nothing.sql"' in str(error)


TWO_TOML = (
    '[system]\nname = "shop"\nengine = "postgres"\n\n'
    '[services.stock]\nschemas = ["stock"]\nrequires = ["orders"]\n\n[services.orders]\nschemas = ["orders"]\n'
)


def test_who_requires_a_script_of_another_engine_waits_for_what_that_one_would_have_come_after(tmp_path: Path) -> None:
    files = {
        "sql/shop/orders/0010_orders.sql": "-- orders/0010_orders.sql\n-- requires: stock/0030_spread.sql\n",
        "sql/shop/stock/0010_tables.sql": "-- stock/0010_tables.sql\n",
        "sql/shop/stock/0020_spread.sql": "-- stock/0020_spread.sql\n-- engine: citus\n",
        "sql/shop/stock/0030_spread.sql": "-- stock/0030_spread.sql\n-- engine: citus\n",
        "sql/shop/stock/0040_more.sql": "-- stock/0040_more.sql\n",
    }
    root = a_system(tmp_path, files, TWO_TOML)

    def ran(environ: Mapping[str, str]) -> list[str]:
        return [f"{script.id.service}/{script.id.number}" for script in order(read_project(root, environ))]

    assert ran(CITUS) == ["stock/0010", "stock/0020", "stock/0030", "orders/0010", "stock/0040"]
    assert ran({}) == ["stock/0010", "orders/0010", "stock/0040"]


def test_a_circle_through_a_script_of_another_engine_is_a_circle(tmp_path: Path) -> None:
    files = {
        "0010_a.sql": "-- shop/0010_a.sql\n-- requires: shop/0020_b.sql\n",
        "0020_b.sql": "-- shop/0020_b.sql\n-- engine: citus\n",
    }

    assert "scripts require each other" in str(error_of(a_system(tmp_path, files)))


# Settings


def test_settings_have_names_that_postgres_takes(tmp_path: Path) -> None:
    toml = PLAIN_TOML + '\n[settings]\n"citus.shard_count; drop" = "32"\n'
    error = error_of(a_system(tmp_path, {"0010_a.sql": "select 1;\n"}, toml))

    assert 'settings: "citus.shard_count; drop" cannot be the name of a setting' in str(error)


def test_a_reference_table_is_named_with_its_schema(tmp_path: Path) -> None:
    toml = PLAIN_TOML + '\n[citus]\nreference_tables = ["plans"]\n'
    error = error_of(a_system(tmp_path, {"0010_a.sql": "select 1;\n"}, toml))

    assert 'citus.reference_tables: "plans" is no table with its schema' in str(error)
