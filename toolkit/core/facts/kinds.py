"""All kinds of facts, in the order in which they are made where nothing else decides."""

from __future__ import annotations

from .base import Fact
from .columns import Column, Default, ViewColumn
from .constraints import Constraint, ConstraintIndex, DomainConstraint
from .default_privileges import DefaultPrivileges
from .extensions import Extension
from .foreign import ForeignDataWrapper, ForeignTable, Server, UserMapping
from .hanging import Comment, ExtensionDependency, Privileges, SecurityLabel
from .identities import Identity
from .indexes import Index, IndexAttachment, IndexMark
from .languages import AccessMethod, Language, Transform
from .not_nulls import NotNull
from .operators import Cast, Operator, OperatorClass, OperatorFamily, OperatorShell
from .policies import Policy
from .replication import Publication, PublicationSchema, PublicationTable, Subscription
from .roles import Membership, Role, Setting
from .routines import Aggregate, Function, Procedure
from .rules import Rule
from .schemas import Schema
from .sequences import Sequence, SequenceOwner
from .singles import LargeObject, Parameter
from .statistics import Statistics
from .tables import Partition, Table
from .texts import Collation, Conversion, TextSearchConfiguration, TextSearchDictionary, TextSearchPart
from .triggers import EventTrigger, Trigger, TriggerState
from .types import Attribute, CompositeType, Domain, Enum, Range
from .views import MaterializedView, View

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
    OperatorShell,
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
    Function,
    Procedure,
    Aggregate,
    Table,
    ForeignTable,
    Column,
    Default,
    NotNull,
    Identity,
    SequenceOwner,
    Constraint,
    ConstraintIndex,
    Index,
    Partition,
    IndexAttachment,
    IndexMark,
    Statistics,
    View,
    MaterializedView,
    ViewColumn,
    Rule,
    Trigger,
    TriggerState,
    Policy,
    Publication,
    PublicationTable,
    PublicationSchema,
    Subscription,
    LargeObject,
    Parameter,
    ExtensionDependency,
    Comment,
    SecurityLabel,
    Privileges,
    EventTrigger,
    DefaultPrivileges,
)
