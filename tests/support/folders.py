"""Project folders for tests: a small shop that has nothing wrong with it, and a way to write files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

SHOP_TOML = """\
[system]
name = "shop"
description = "Sells things."

[services.orders]
schemas = ["orders"]
requires = ["accounts"]

[services.accounts]
schemas = ["accounts"]
"""


def write_files(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write *files* (by path relative to *root*) and return *root*."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def a_shop(root: Path, files: Mapping[str, str | bytes] = {}) -> Path:
    """A project folder with one system of two services, and *files* on top of it."""
    return write_files(
        root,
        {
            "sql/shop/system.toml": SHOP_TOML,
            "sql/shop/accounts/0010_accounts.sql": "-- accounts/0010_accounts.sql\n-- what: accounts.\n\nselect 1;\n",
            "sql/shop/orders/0010_orders.sql": (
                "-- orders/0010_orders.sql\n-- what: orders.\n-- requires: accounts/0010_accounts.sql\n\nselect 2;\n"
            ),
            **files,
        },
    )
