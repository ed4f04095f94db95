"""keys: make the keys that secrets are sealed with, and bring what is sealed under the newest one."""

from __future__ import annotations

from .check import Checked, check, counted
from .make import add, new_id
from .model import Options
from .rotate import Rotation, rotate

__all__ = ["Checked", "Options", "Rotation", "add", "check", "counted", "new_id", "rotate"]
