"""What extraction finds in one article: mentions with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The part of an article that holds a mention; offsets count from its first character."""

    KICKER = "kicker"
    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"


@dataclass(frozen=True)
class Evidence:
    """Why we believe a mention: code-point offsets into `part`, its sentence, the rule, 0 to 1."""

    part: Part
    start: int
    end: int
    sentence: str
    rule: str
    confidence: float


@dataclass(frozen=True)
class PlaceMention:
    """A province, city or export market, named by its slug in the gazetteer."""

    slug: str
    evidence: Evidence


@dataclass(frozen=True)
class OfficialMention:
    """One passage that names an official; `name` is the fullest form that the article gives."""

    name: str
    role: str
    organization: str
    province: str  # slug of the province the office belongs to, or ""
    evidence: Evidence


@dataclass(frozen=True)
class ProductMention:
    """A product or industry of the story, named by its slug in the gazetteer."""

    slug: str
    evidence: Evidence


class Bound(StrEnum):
    """How exactly a figure is meant."""

    EXACT = ""
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True)
class FigureMention:
    """A quantity: `value` of `unit` (may be ""), printed as `text`.

    `of` is what it counts or measures, `period` when («هشت ماهه امسال»), `speaker` who said it;
    each "" when the article does not tell.
    """

    value: float
    unit: str
    text: str
    bound: Bound
    of: str
    period: str
    speaker: str
    evidence: Evidence


@dataclass(frozen=True)
class QuoteMention:
    """A statement in or without quotation marks.

    `speaker` is the person's full name, or the office or organization where no person is named;
    `verb` the verb of saying as printed. The evidence covers the words said, its sentence tells
    who said them.
    """

    speaker: str
    verb: str
    text: str
    evidence: Evidence


@dataclass(frozen=True)
class Extraction:
    """All mentions of one article, each group in reading order (headline, lead, body)."""

    provinces: tuple[PlaceMention, ...] = ()
    cities: tuple[PlaceMention, ...] = ()
    markets: tuple[PlaceMention, ...] = ()
    officials: tuple[OfficialMention, ...] = ()
    products: tuple[ProductMention, ...] = ()
    quotes: tuple[QuoteMention, ...] = ()
    figures: tuple[FigureMention, ...] = ()
