"""All kinds of facts, in the order in which they are made where nothing else decides."""

from __future__ import annotations

from .base import Fact
from .columns import Column, Default, ViewColumn
from .constraints import Constraint, ConstraintIndex, DomainConstraint
from .default_privileges import DefaultPrivileges
from .hanging import Comment, Privileges, SecurityLabel
from .indexes import Index, IndexAttachment, IndexMark
from .schemas import Schema
from .sequences import Sequence, SequenceOwner
from .tables import Partition, Table
from .types import Attribute, CompositeType, Domain, Enum, Range

ALL_FACTS: tuple[type[Fact], ...] = (
    Schema,
    Enum,
    CompositeType,
    Attribute,
    Domain,
    DomainConstraint,
    Range,
    Sequence,
    Table,
    Column,
    Default,
    SequenceOwner,
    Constraint,
    ConstraintIndex,
    Index,
    Partition,
    IndexAttachment,
    IndexMark,
    ViewColumn,
    Comment,
    SecurityLabel,
    Privileges,
    DefaultPrivileges,
)
