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
class Extraction:
    """All mentions of one article, each group in reading order (headline, lead, body)."""

    provinces: tuple[PlaceMention, ...] = ()
    cities: tuple[PlaceMention, ...] = ()
    markets: tuple[PlaceMention, ...] = ()
    officials: tuple[OfficialMention, ...] = ()
