"""An article as `inspect_file`, the API and exports show it; the keys are a contract."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from archive.extract.types import (
    Bound,
    Extraction,
    FigureMention,
    OfficialMention,
    Part,
    PlaceMention,
    ProductMention,
    QuoteMention,
)
from archive.families import relatives
from archive.gazetteer import load, of_gazetteer
from archive.ingest.records import ArticleRecord, DatePrecision
from archive.ingest.sources import slug_and_name
from archive.models import Article, City, Correction, Figure, Product, Province, Quote
from archive.reading import NamedOfficial, named_officials, read_facts, visible_text
from persian import identity_key
from persian.jalali import TEHRAN, jalali_date

_JALALI_FORMATS = {
    DatePrecision.MINUTE: "%Y-%m-%d",
    DatePrecision.DAY: "%Y-%m-%d",
    DatePrecision.MONTH: "%Y-%m",
    DatePrecision.YEAR: "%Y",
}


def record_dict(record: ArticleRecord, extraction: Extraction) -> dict[str, Any]:
    """An article that is only read, not imported; a source that was not recognised has no name."""
    source_slug, source_name = slug_and_name(record.source)
    _, republisher = slug_and_name(record.republished_by)
    return {
        **_own_facts(record),
        "lead": record.lead,
        "body": record.body,
        "source": {"slug": source_slug, "name": source_name if record.source else ""},
        "republished_by": republisher if record.republished_by else None,
        "provinces": _different(extraction.provinces, _provinces()),
        "cities": _different(extraction.cities, _cities()),
        "markets": _different(extraction.markets, _markets()),
        "products": _different(extraction.products, _products()),
        "officials": _officials(extraction.officials),
        "figures": figure_dicts(extraction.figures),
        "quotes": quote_dicts(extraction.quotes),
    }


def article_dict(article: Article) -> dict[str, Any]:
    """An article of the archive, with the other articles of its story."""
    return {**exported_dict(article), "family": list(map(_relative, relatives(article)))}


def exported_dict(article: Article) -> dict[str, Any]:
    """An article of the archive: the text its source allows, standing mentions, corrections."""
    facts = read_facts(article)
    lead, body = visible_text(article)
    return {
        **_own_facts(article),
        "lead": lead,
        "body": body,
        "source": {"slug": article.source.slug, "name": article.source.name},
        "republished_by": article.republished_by.name if article.republished_by else None,
        "provinces": _entities(m.province for m in facts.provinces),
        "cities": _entities(m.city for m in facts.cities),
        "markets": [
            {"slug": market.slug, "name": market.name, "kind": market.kind}
            for market in dict.fromkeys(m.market for m in facts.markets)
        ],
        "products": _entities(m.product for m in facts.products),
        "officials": [_official(named) for named in named_officials(facts.officials)],
        "figures": figure_dicts(facts.figures),
        "quotes": quote_dicts(facts.quotes),
        "corrections": list(map(_correction, article.corrections.all())),
    }


def _entities(entities: Iterable[Province | City | Product]) -> list[dict[str, str]]:
    """Each once, in reading order."""
    return [{"slug": one.slug, "name": one.name} for one in dict.fromkeys(entities)]


def _relative(article: Article) -> dict[str, Any]:
    return {
        "id": article.pk,
        "page": article.get_absolute_url(),
        "headline": article.headline or None,
        "source": {"slug": article.source.slug, "name": article.source.name},
        "published": _date_facts(article)["published"],
    }


def _correction(correction: Correction) -> dict[str, str]:
    return {
        "text": correction.text,
        "made_at": correction.made_at.astimezone(TEHRAN).isoformat(timespec="minutes"),
    }


def _own_facts(article: ArticleRecord | Article) -> dict[str, Any]:
    return {
        "external_id": article.external_id,
        "headline": article.headline or None,
        "kicker": article.kicker,
        "url": article.url,
        **_date_facts(article),
    }


def _date_facts(article: ArticleRecord | Article) -> dict[str, str | None]:
    facts: dict[str, str | None] = {
        "published": None,
        "date_text": article.date_text,
        "time": None,
        "published_at": None,
    }
    if article.published_at and article.published_precision:
        precision = DatePrecision(article.published_precision)
        moment = article.published_at.astimezone(TEHRAN)
        facts["published"] = jalali_date(moment).strftime(_JALALI_FORMATS[precision])
        facts["published_at"] = moment.isoformat(timespec="minutes")
        if precision == DatePrecision.MINUTE:
            facts["time"] = f"{moment:%H:%M}"
    return facts


@cache
def _provinces() -> dict[str, dict[str, str]]:
    return {p.slug: {"slug": p.slug, "name": p.name} for p in load().provinces}


@cache
def _cities() -> dict[str, dict[str, str]]:
    return {c.slug: {"slug": c.slug, "name": c.name} for c in load().cities}


@of_gazetteer
def _products() -> dict[str, dict[str, str]]:
    return {p.slug: {"slug": p.slug, "name": p.name} for p in load().products}


@cache
def _markets() -> dict[str, dict[str, str]]:
    return {m.slug: {"slug": m.slug, "name": m.name, "kind": m.kind} for m in load().markets}


def _different(
    mentions: Iterable[PlaceMention | ProductMention], entities: dict[str, dict[str, str]]
) -> list[dict[str, str]]:
    """Each place or product once, in reading order."""
    return [entities[slug] for slug in dict.fromkeys(mention.slug for mention in mentions)]


def _officials(mentions: Iterable[OfficialMention]) -> list[dict[str, str]]:
    """Each official once, with the first office that a mention gives."""
    officials: dict[str, dict[str, str]] = {}
    for mention in mentions:
        known = officials.get(identity_key(mention.name))
        if known is None or not known["role"]:
            officials[identity_key(mention.name)] = {
                "name": mention.name,
                "role": mention.role,
                "organization": mention.organization,
            }
    return list(officials.values())


def _official(named: NamedOfficial) -> dict[str, str]:
    post = named.post
    return {
        "name": named.official.name,
        "role": post.role if post else "",
        "organization": post.organization.name if post and post.organization else "",
    }


def figure_dicts(figures: Iterable[FigureMention | Figure]) -> list[dict[str, Any]]:
    """Each quantity once: articles repeat theirs in headline, lead and text."""
    different: dict[tuple[float, str], FigureMention | Figure] = {}
    for figure in figures:
        different.setdefault((figure.value, figure.unit), figure)
    return [figure_dict(figure) for figure in different.values()]


def figure_dict(figure: FigureMention | Figure) -> dict[str, Any]:
    """One quantity; a whole value is a whole number."""
    value = figure.value
    return {
        "value": int(value) if value.is_integer() else value,
        "unit": figure.unit,
        "text": figure.text,
        "approximate": figure.bound != Bound.EXACT,
        "bound": str(figure.bound),
        "of": figure.of,
        "period": figure.period,
        "speaker": _speaker(figure),
    }


def quote_dicts(quotes: Iterable[QuoteMention | Quote]) -> list[dict[str, str]]:
    """Each statement once: what headline or lead anticipate, the text tells in full."""
    told = list(quotes)
    in_body = [(_speaker(q), identity_key(q.text)) for q in told if _part(q) == Part.BODY]
    return [
        {"speaker": _speaker(quote), "text": " ".join(quote.text.split()), "verb": quote.verb}
        for quote in told
        if _part(quote) == Part.BODY
        or not any(_speaker(quote) == s and identity_key(quote.text) in t for s, t in in_body)
    ]


def _part(quote: QuoteMention | Quote) -> str:
    return quote.part if isinstance(quote, Quote) else quote.evidence.part


def _speaker(said: QuoteMention | FigureMention | Quote | Figure) -> str:
    return said.speaker_name if isinstance(said, Quote | Figure) else said.speaker
