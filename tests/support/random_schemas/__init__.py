"""Schemas made at random, as values: each is a `World` of things that can be printed as SQL, and changed at random."""
