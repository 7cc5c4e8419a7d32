"""From an article back to the search that led to it: its words marked, its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse

from archive.models import Article
from archive.passages import NumberedSentence, Paragraph, mark
from search.exceptions import IndexUnusable
from search.forms import SearchForm
from search.highlight import Marker
from search.links import query_pairs, search_url, with_query
from search.params import SearchParams, Slice
from search.queries import Found, find


@dataclass(frozen=True)
class Trail:
    """Where an article stands in a search; an address is blank where there is no neighbour."""

    place: int
    total: int
    words: str
    results_url: str
    previous_url: str
    next_url: str


@dataclass(frozen=True)
class MarkedArticle:
    """An article's texts with the words of a search marked, and the way through its results."""

    headline: tuple[Slice, ...]
    lead: list[Paragraph]
    body: list[Paragraph]
    marks: int
    first_mark: str  # the anchor of the first marked sentence
    trail: Trail | None


def follow(
    article: Article, lead: list[Paragraph], body: list[Paragraph], data: QueryDict
) -> MarkedArticle:
    """The article as the search of these parameters finds it; unmarked when there is none."""
    unmarked = MarkedArticle((Slice(article.display_headline, False),), lead, body, 0, "", None)
    form = SearchForm(data)
    if not form.is_valid() or not query_pairs(params := form.params()):
        return unmarked
    try:
        found = find(params)
    except IndexUnusable:
        return unmarked
    if not params.text:
        return replace(unmarked, trail=_trail(article, params, found))
    marker = Marker(found.query.root)
    marked_lead, marked_body = _mark(lead, marker), _mark(body, marker)
    return MarkedArticle(
        headline=marker.slices(article.display_headline),
        lead=marked_lead,
        body=marked_body,
        marks=_count([*marked_lead, *marked_body]),
        first_mark=_first_mark("l", marked_lead) or _first_mark("s", marked_body),
        trail=_trail(article, params, found),
    )


def article_url(article_id: int, params: SearchParams) -> str:
    """The address of an article that remembers the search that found it."""
    return with_query(reverse("archive:article", args=[article_id]), query_pairs(params))


def _mark(paragraphs: Sequence[Paragraph], marker: Marker) -> list[Paragraph]:
    return [tuple(_marked(sentence, marker) for sentence in one) for one in paragraphs]


def _marked(sentence: NumberedSentence, marker: Marker) -> NumberedSentence:
    return mark(sentence, ((span.start, span.end) for span in marker.spans(sentence.text)))


def _count(paragraphs: Sequence[Paragraph]) -> int:
    return sum(
        passage.is_marked
        for paragraph in paragraphs
        for sentence in paragraph
        for passage in sentence.passages
    )


def _first_mark(anchor: str, paragraphs: Sequence[Paragraph]) -> str:
    """The anchor of the first sentence with a mark; "" without any."""
    sentences = (sentence for paragraph in paragraphs for sentence in paragraph)
    marked = (s for s in sentences if any(passage.is_marked for passage in s.passages))
    first = next(marked, None)
    return f"{anchor}{first.number}" if first else ""


def _trail(article: Article, params: SearchParams, found: Found) -> Trail | None:
    """Where the article is on the page of results that the parameters name; None when not there."""
    ids = [article_id for article_id, _ in found.answer.hits]
    if article.pk not in ids:
        return None
    row = ids.index(article.pk)
    before = (params.page - 1) * params.per_page
    total = found.answer.total
    return Trail(
        place=before + row + 1,
        total=total,
        words=params.text,
        results_url=search_url(params),
        previous_url=_neighbour(params, ids, row - 1) if before + row else "",
        next_url=_neighbour(params, ids, row + 1) if before + row + 1 < total else "",
    )


def _neighbour(params: SearchParams, ids: Sequence[int], row: int) -> str:
    """The address of the hit on this row; beyond the page, of the nearest one of the next page."""
    if 0 <= row < len(ids):
        return article_url(ids[row], params)
    params = replace(params, page=params.page + (1 if row > 0 else -1))
    hits = find(params).answer.hits
    return article_url(hits[0 if row > 0 else -1][0], params) if hits else ""
