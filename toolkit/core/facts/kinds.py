"""All kinds of facts, in the order in which they are made where nothing else decides."""

from __future__ import annotations

from .base import Fact
from .columns import Column, Default, ViewColumn
from .constraints import Constraint, ConstraintIndex, DomainConstraint
from .default_privileges import DefaultPrivileges
from .extensions import Extension
from .foreign import ForeignDataWrapper, ForeignTable, Server, UserMapping
from .hanging import Comment, Privileges, SecurityLabel
from .indexes import Index, IndexAttachment, IndexMark
from .languages import AccessMethod, Language, Transform
from .operators import Cast, Operator, OperatorClass, OperatorFamily
from .replication import Publication, PublicationSchema, PublicationTable, Subscription
from .roles import Membership, Role, Setting
from .schemas import Schema
from .sequences import Sequence, SequenceOwner
from .singles import LargeObject, Parameter
from .tables import Partition, Table
from .texts import Collation, Conversion, TextSearchConfiguration, TextSearchDictionary, TextSearchPart
from .types import Attribute, CompositeType, Domain, Enum, Range

ALL_FACTS: tuple[type[Fact], ...] = (
    Role,
    Membership,
    Setting,
    Schema,
    Extension,
    AccessMethod,
    Language,
    Collation,
    Conversion,
    Enum,
    CompositeType,
    Attribute,
    Domain,
    DomainConstraint,
    Range,
    Operator,
    OperatorFamily,
    OperatorClass,
    Cast,
    Transform,
    TextSearchPart,
    TextSearchDictionary,
    TextSearchConfiguration,
    ForeignDataWrapper,
    Server,
    UserMapping,
    Sequence,
    Table,
    ForeignTable,
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
    Publication,
    PublicationTable,
    PublicationSchema,
    Subscription,
    LargeObject,
    Parameter,
    Comment,
    SecurityLabel,
    Privileges,
    DefaultPrivileges,
)
