"""What the archive keeps. The database and the raw files are the truth; all else can be rebuilt."""

from archive.models.article import Article, ArticleStatus
from archive.models.bulk_edits import BulkEdit
from archive.models.changes import OutboxEntry
from archive.models.events import Event, EventKind
from archive.models.families import FamilyMember, StoryBand, StoryFamily, StoryPrint
from archive.models.mentions import (
    CityMention,
    MarketMention,
    Mention,
    MentionState,
    OfficialMention,
    ProductMention,
    ProvinceMention,
)
from archive.models.merging import JoinState, ProposedJoin, Rearrangement, RearrangementKind
from archive.models.people import Official, Organization, Post
from archive.models.places import City, ExportMarket, MarketKind, Province
from archive.models.product import Product
from archive.models.provenance import (
    ArticleOrigin,
    BatchState,
    Damage,
    ImportBatch,
    RawDocument,
)
from archive.models.reports import Correction, ErrorReport, ReportKind, ReportState
from archive.models.reviews import Decision, GazetteerAddition, Verdict
from archive.models.source import Source, SourceRights
from archive.models.statements import Figure, Quote
from archive.models.tasks import Task, TaskKind, TaskState
from archive.models.uploads import Upload, UploadedArticle, UploadState

__all__ = [
    "Article",
    "ArticleOrigin",
    "ArticleStatus",
    "BatchState",
    "BulkEdit",
    "City",
    "CityMention",
    "Correction",
    "Damage",
    "Decision",
    "ErrorReport",
    "Event",
    "EventKind",
    "ExportMarket",
    "FamilyMember",
    "Figure",
    "GazetteerAddition",
    "ImportBatch",
    "JoinState",
    "MarketKind",
    "MarketMention",
    "Mention",
    "MentionState",
    "Official",
    "OfficialMention",
    "Organization",
    "OutboxEntry",
    "Post",
    "Product",
    "ProductMention",
    "ProposedJoin",
    "Province",
    "ProvinceMention",
    "Quote",
    "RawDocument",
    "Rearrangement",
    "RearrangementKind",
    "ReportKind",
    "ReportState",
    "Source",
    "SourceRights",
    "StoryBand",
    "StoryFamily",
    "StoryPrint",
    "Task",
    "TaskKind",
    "TaskState",
    "Upload",
    "UploadState",
    "UploadedArticle",
    "Verdict",
]
