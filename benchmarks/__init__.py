"""Measurements of the toolkit beside other tools. They are no tests: they print what was seen, and stop nobody."""
