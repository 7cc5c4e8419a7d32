"""What is new, as Atom: of an entity, or of any list of articles."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator

from archive.catalogue import Named, articles_of, whole
from archive.models import Article
from archive.reading import visible_text

ENTRIES = 30
SUMMARY_WORDS = 60


def entity_feed(entity: Named) -> HttpResponse:
    """The articles of an entity that came last into the archive."""
    newest = articles_of(entity).order_by("-added_at", "-pk").values_list("pk", flat=True)
    return atom_feed(
        title=f"{entity.name} – آرشیو صنعت",
        page=entity.get_absolute_url(),
        address=f"{entity.get_absolute_url()}feed.atom",
        articles=whole(newest[:ENTRIES]),
    )


def atom_feed(title: str, page: str, address: str, articles: Iterable[Article]) -> HttpResponse:
    """These articles as an Atom feed that lives at `address` and tells of `page` (both paths).

    An article without a date has the time at which it came into the archive.
    """
    feed = Atom1Feed(
        title=title,
        link=settings.SITE_URL + page,
        description="",
        language="fa",
        feed_url=settings.SITE_URL + address,
    )
    for article in articles:
        link = settings.SITE_URL + article.get_absolute_url()
        feed.add_item(
            title=article.display_headline,
            link=link,
            unique_id=link,
            description=escape(_summary(article)),
            author_name=article.source.name,
            pubdate=article.published_at or article.added_at,
            updateddate=article.changed_at,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _summary(article: Article) -> str:
    """The beginning of what the source's rights let us show."""
    return Truncator(next(filter(None, visible_text(article)), "")).words(SUMMARY_WORDS)
