"""One article as its page shows it: linked text, facts, structured data."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Prefetch, prefetch_related_objects

from archive import citations
from archive.extract.types import Part
from archive.families import relatives
from archive.history import told_history
from archive.ingest.records import DatePrecision
from archive.models import (
    Article,
    ArticleOrigin,
    City,
    CityMention,
    Correction,
    ExportMarket,
    Figure,
    MarketKind,
    MarketMention,
    Mention,
    Official,
    OfficialMention,
    Post,
    Product,
    ProductMention,
    Province,
    ProvinceMention,
    Quote,
    SourceRights,
)
from archive.passages import PARAGRAPH_BREAK, Kind, Paragraph, Span, linked_paragraphs
from persian.jalali import TEHRAN

M = TypeVar("M", bound=Mention)
LinkedMention = tuple[Mention, Kind, str]

_READING_ORDER = list(Part)


@dataclass(frozen=True)
class NamedOfficial:
    """An official of the article with the post that it gives the person, if any."""

    official: Official
    post: Post | None


@dataclass(frozen=True)
class Stated:
    """A quote or figure of the body, with the number of its sentence where that is shown."""

    statement: Quote | Figure
    sentence_number: int | None


@dataclass(frozen=True)
class ArticlePage:
    """What the page of one article shows besides the article's own columns."""

    lead: list[Paragraph]
    body: list[Paragraph]
    is_whole: bool
    provinces: list[Province]
    cities: list[City]
    markets: list[ExportMarket]
    products: list[Product]
    officials: list[NamedOfficial]
    quotes: list[Quote]
    figures: list[Figure]
    stated_quotes: list[Stated]
    stated_figures: list[Stated]
    origins: list[ArticleOrigin]
    content_dates: list[datetime]
    relatives: list[Article]
    corrections: list[Correction]
    address: str
    citations: list[tuple[str, str]]


@dataclass(frozen=True)
class ArticleFacts:
    """The standing mentions and statements of an article, in reading order."""

    provinces: list[ProvinceMention]
    cities: list[CityMention]
    markets: list[MarketMention]
    products: list[ProductMention]
    officials: list[OfficialMention]
    quotes: list[Quote]
    figures: list[Figure]


def prefetch_facts(articles: Sequence[Article]) -> None:
    """Fetch what `read_facts` tells of all these articles: a constant number of queries."""
    said = Quote.objects.standing().select_related("speaker")
    counted = Figure.objects.standing().select_related("speaker")
    officials = OfficialMention.objects.standing().select_related("official", "post__organization")
    prefetch_related_objects(
        articles,
        Prefetch("provincementions", ProvinceMention.objects.standing().select_related("province")),
        Prefetch("citymentions", CityMention.objects.standing().select_related("city")),
        Prefetch("marketmentions", MarketMention.objects.standing().select_related("market")),
        Prefetch("productmentions", ProductMention.objects.standing().select_related("product")),
        Prefetch("officialmentions", officials),
        Prefetch("quotes", said),
        Prefetch("figures", counted),
    )


def read_facts(article: Article) -> ArticleFacts:
    """What is known of the article; quotes only where its source's rights allow the whole text."""
    prefetch_facts([article])
    is_whole = article.source.rights == SourceRights.FULL
    return ArticleFacts(
        provinces=_in_order(article.provincementions.all()),
        cities=_in_order(article.citymentions.all()),
        markets=_in_order(article.marketmentions.all()),
        products=_in_order(article.productmentions.all()),
        officials=_in_order(article.officialmentions.all()),
        quotes=_in_order(article.quotes.all()) if is_whole else [],
        figures=_in_order(article.figures.all()),
    )


def read_article(article: Article) -> ArticlePage:
    """The article's page. The source's rights decide how much text it holds."""
    facts = read_facts(article)
    links: list[LinkedMention] = [
        *((m, "place", m.province.get_absolute_url()) for m in facts.provinces),
        *((m, "place", m.city.get_absolute_url()) for m in facts.cities),
        *((m, "market", m.market.get_absolute_url()) for m in facts.markets),
        *((m, "person", m.official.get_absolute_url()) for m in facts.officials),
    ]
    lead, body = visible_text(article)
    body_paragraphs = linked_paragraphs(body, _spans(links, Part.BODY))
    content_dates, corrections = told_history(article)
    return ArticlePage(
        lead=linked_paragraphs(lead, _spans(links, Part.LEAD)),
        body=body_paragraphs,
        is_whole=article.source.rights == SourceRights.FULL,
        provinces=list(dict.fromkeys(m.province for m in facts.provinces)),
        cities=list(dict.fromkeys(m.city for m in facts.cities)),
        markets=list(dict.fromkeys(m.market for m in facts.markets)),
        products=list(dict.fromkeys(m.product for m in facts.products)),
        officials=named_officials(facts.officials),
        quotes=facts.quotes,
        figures=facts.figures,
        stated_quotes=_stated(facts.quotes, body_paragraphs),
        stated_figures=_stated(facts.figures, body_paragraphs),
        origins=list(article.origins.select_related("raw")),
        content_dates=content_dates,
        relatives=list(relatives(article)),
        corrections=corrections,
        address=citations.address(article),
        citations=[
            ("فارسی", citations.in_persian(article)),
            ("انگلیسی", citations.in_english(article)),
        ],
    )


def visible_text(article: Article) -> tuple[str, str]:
    """Lead and body as far as the source's rights allow; a lead that opens the body only there."""
    if article.source.rights == SourceRights.LINK:
        return "", ""
    lead = "" if article.body.startswith(article.lead) else article.lead
    if article.source.rights == SourceRights.EXTRACT:
        return (lead, "") if lead else ("", article.body.split(PARAGRAPH_BREAK, 1)[0])
    return lead, article.body


def structured_data(article: Article, page: ArticlePage) -> dict[str, Any]:
    """The article as a schema.org NewsArticle."""
    mentions = [
        *({"@type": "Place", "name": province.name} for province in page.provinces),
        *({"@type": "Place", "name": city.name} for city in page.cities),
        *({"@type": _market_type(market), "name": market.name} for market in page.markets),
        *({"@type": "Person", "name": named.official.name} for named in page.officials),
    ]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.display_headline,
        "inLanguage": "fa",
        "url": page.address,
        "isAccessibleForFree": True,
        "publisher": {"@type": "NewsMediaOrganization", "name": article.source.name},
        "description": "" if article.source.rights == SourceRights.LINK else article.lead,
        "isBasedOn": article.url,
        "datePublished": machine_date(article),
        "correction": [correction.text for correction in page.corrections],
        "mentions": mentions,
    }
    return {key: value for key, value in data.items() if value}


def machine_date(article: Article) -> str:
    """When the article was published, in ISO 8601 and Tehran's time, or "".

    A Jalali month or year has no ISO form.
    """
    if article.published_at is None:
        return ""
    moment = article.published_at.astimezone(TEHRAN)
    if article.published_precision == DatePrecision.MINUTE:
        return moment.isoformat(timespec="minutes")
    return moment.date().isoformat() if article.published_precision == DatePrecision.DAY else ""


def _market_type(market: ExportMarket) -> str:
    return "Country" if market.kind == MarketKind.COUNTRY else "Place"


def _in_order(mentions: Iterable[M]) -> list[M]:
    return sorted(mentions, key=lambda m: (_READING_ORDER.index(Part(m.part)), m.start))


def _spans(links: Iterable[LinkedMention], part: Part) -> list[Span]:
    return [Span(m.start, m.end, kind, url) for m, kind, url in links if m.part == part]


def _stated(rows: Iterable[Quote | Figure], body: Sequence[Paragraph]) -> list[Stated]:
    """What the body says, in its order; headline and lead only anticipate it."""
    sentences = [sentence for paragraph in body for sentence in paragraph]
    starts = [sentence.start for sentence in sentences]
    stated = []
    for row in (row for row in rows if row.part == Part.BODY):
        place = bisect_right(starts, row.start) - 1
        is_shown = place >= 0 and row.start < starts[place] + len(sentences[place].text)
        stated.append(Stated(row, sentences[place].number if is_shown else None))
    return stated


def named_officials(mentions: Iterable[OfficialMention]) -> list[NamedOfficial]:
    """Each official once, with the first post that a mention gives the person."""
    posts: dict[Official, Post | None] = {}
    for mention in mentions:
        posts[mention.official] = posts.get(mention.official) or mention.post
    return [NamedOfficial(official, post) for official, post in posts.items()]
