"""Facts: one dataclass for each kind of object that a catalog holds."""
