"""Apply, diff and verify plain SQL schemas, and move legacy data in."""

__version__ = "0.1.0"
