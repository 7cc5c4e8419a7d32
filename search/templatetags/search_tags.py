"""What pages of the archive show of the index."""

from datetime import timedelta

from django import template
from django.http import HttpRequest
from django.utils import timezone
from django.utils.timesince import timesince

from archive.beside import Related
from archive.catalogue import Named
from archive.models import Article
from archive.reading import ArticlePage
from persian.digits import format_number, to_persian_digits
from search.examples import EXAMPLES, Example
from search.indexing import IndexState
from search.indexing import index_state as read_state
from search.related import entities_beside
from search.similar import similar_articles as find_similar
from search.timeline import Timeline
from search.timeline import timeline as draw_timeline
from search.trail import MarkedArticle, follow

register = template.Library()


@register.simple_tag
def index_state() -> str:
    """How many articles can be found and since when; blank while the index cannot be read."""
    state = read_state()
    if state is None:
        return ""
    age = timezone.now() - state.changed_at
    if age < timedelta(minutes=1):
        when = "هم‌اکنون"
    else:
        when = to_persian_digits(timesince(state.changed_at, depth=1)) + " پیش"
    return f"{format_number(state.articles)} مقاله، آخرین نمایه‌سازی {when}"


@register.simple_tag
def live_index() -> IndexState | None:
    """The state of the index in numbers; None while it cannot be read."""
    return read_state()


@register.simple_tag
def query_examples(kind: str) -> tuple[Example, ...]:
    """Queries that readers may try: of the "syntax", of "spellings", of "slips"."""
    return EXAMPLES[kind]


@register.simple_tag
def marked_article(request: HttpRequest, article: Article, page: ArticlePage) -> MarkedArticle:
    """The article's texts, the words of the search in the address marked, and its neighbours."""
    return follow(article, page.lead, page.body, request.GET)


@register.simple_tag
def similar_articles(article: Article, page: ArticlePage) -> list[Article]:
    """Articles like this one that are no other tellings of its story."""
    return find_similar(article, page.relatives)


@register.simple_tag
def timeline(facet: str, value: object) -> Timeline | None:
    """The articles of an entity, as the facet of the search names it, over the months."""
    return draw_timeline(facet, str(value))


@register.simple_tag
def related(entity: Named, facet: str) -> dict[str, list[Related]]:
    """What the articles of an entity, whose facet this is, name most, by kind."""
    return entities_beside(entity, facet)
