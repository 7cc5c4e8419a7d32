"""What the style page shows: each partial in each of its states.

What only a search knows is made up here; articles, people and quotes are the archive's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict

from archive import beside, catalogue, statements
from archive.catalogue import ArticleLine
from archive.entity_words import EntityWord, EntityWords, entity_words
from archive.ingest.records import DatePrecision
from archive.iran_map import draw_map
from archive.models import Article, Correction, Figure, Province, Quote
from archive.name_filter import NameFilter
from archive.reading import machine_date, read_article
from archive.word_reading import read_words
from persian.jalali import MONTH_NAMES
from search.entities import Entity
from search.examples import EXAMPLES
from search.filters import Chip, FacetLink, FacetLinks
from search.forms import SearchForm
from search.histogram import Bar, Histogram
from search.links import ChoiceLink, PageLink, Pagination
from search.params import Hit, SearchPage, SearchParams, Slice
from search.sharing import Export, Sharing
from search.timeline import Comparison, Month, Timeline, Year
from search.trail import MarkedArticle, Trail

URL = "#"


@dataclass(frozen=True)
class Specimen:
    """One partial in one state, with the context that it names."""

    partial: str
    state: str
    context: dict[str, Any] = field(default_factory=dict)


def _facet(name: str, label: str, selected: str = "", excluded: str = "") -> FacetLinks:
    values = tuple(
        FacetLink(one, 128 >> place, one == selected, one == excluded, URL, URL)
        for place, one in enumerate(("البرز", "یزد", "کهگیلویه و بویراحمد", "Unknown"))
    )
    return FacetLinks(name, label, values, URL if selected else "", 21, is_applied=bool(selected))


FOUND = SearchPage(SearchParams("صادرات فولاد"), (), 128, (), (), 9.0, 128)
NOTHING = replace(FOUND, total=0, total_all_words=0)
CHOSEN = _facet("province", "استان", selected="البرز", excluded="یزد")
CHIPS = [Chip("استان", "البرز", URL), Chip("بازار", "عراق", URL, is_excluded=True)]


def specimens() -> Iterator[Specimen]:
    """Every partial in its states: of the frame, of the search, then of what the archive holds."""
    yield from _frame()
    yield from _search_heads()
    yield from _search_controls()
    yield from _search_ends()
    yield from _charts()
    article = Article.objects.published().select_related("source").order_by("pk").first()
    if article is not None:
        yield from _lists(article)
        yield from _article(article)


def _frame() -> Iterator[Specimen]:
    yield Specimen("archive/partials/demo_notice.html", "روی هر صفحهٔ نمایشی", {"is_demo": True})
    box = "archive/partials/search_box.html"
    yield Specimen(box, "خالی", {"id": "box-empty"})
    yield Specimen(box, "بزرگ، پر", {"id": "box-large", "value": "صادرات فولاد", "large": True})
    yield Specimen(box, "با متن لاتین", {"id": "box-latin", "value": "ISO 9001"})
    for data, state in (("", "ساده"), ("letter=گ", "با حرف"), ("name=ان", "با بخشی از نام")):
        names = NameFilter(QueryDict(data), Province.objects.all())
        context = {"names": names, "label": f"استان‌ها، {state}"}
        yield Specimen("archive/partials/name_filter.html", state, context)
    for number, state in ((1, "نخستین"), (3, "میانی"), (5, "واپسین")):
        page = Paginator(range(100), 20).page(number)
        yield Specimen("archive/partials/pager.html", state, {"page": page})


def _search_heads() -> Iterator[Specimen]:
    """What stands above the results, or in their place."""
    here = "search/partials/"
    yield Specimen(f"{here}heading.html", "یافته", {"page": FOUND, "facets": [CHOSEN]})
    yield Specimen(f"{here}heading.html", "نایافته", {"page": NOTHING, "facets": []})
    yield Specimen(f"{here}chips.html", "نگه‌داشته و کنارگذاشته", {"chips": CHIPS, "clear_url": URL})
    notes = {
        "واژه‌ها همه نبودند": replace(FOUND, relaxed=True, total_all_words=3),
        "صفحه‌کلید لاتین": replace(FOUND, searched_instead="صنعت"),
        "املای نزدیک": replace(FOUND, suggestion="صادرات فولاد"),
        "نشانهٔ ناتمام": replace(FOUND, hint="گیومه بسته نشده است؛ واژه‌ها جدا جست‌وجو شدند."),
        "نمایه در دست ساخت": replace(FOUND, is_fallback=True),
    }
    for state, page in notes.items():
        yield Specimen(f"{here}notes.html", state, {"page": page, "exact_url": URL})
    entity = Entity(kind="province", label="البرز", detail="استان", url=URL)
    yield Specimen(f"{here}notes.html", "نام شناخته", {"page": FOUND, "entities": [entity]})
    exact = replace(FOUND, params=SearchParams("فولاد", exact=True))
    other = replace(FOUND, also_searched=("فولادها", "پولاد"))
    for state, page in (("همهٔ املاها", FOUND), ("با املاها", other), ("همین املا", exact)):
        yield Specimen(f"{here}receipt.html", state, {"page": page, "exact_url": URL})


def _search_controls() -> Iterator[Specimen]:
    """What narrows, orders, leafs through and takes away."""
    here = "search/partials/"
    yield Specimen(f"{here}facet.html", "برگزیده، کنارگذاشته، بیشتر", {"facet": CHOSEN})
    yield Specimen(f"{here}facet.html", "ساده", {"facet": _facet("market", "بازار صادراتی")})
    yield Specimen(f"{here}facet_value.html", "تنها", {"value": CHOSEN.values[0]})
    for data, state in (("", "خالی"), ("from_year=1402&from_month=5&from_day=12", "پر")):
        form = SearchForm(QueryDict(data))
        form.is_valid()
        yield Specimen(f"{here}dates.html", state, {"form": form, "dates": form.days()})
    sizes = [ChoiceLink(size, URL, is_current=size == "۲۰") for size in ("۲۰", "۵۰", "۱۰۰")]
    sorts = [ChoiceLink(label, URL, label == "تازه‌ترین") for label in ("مرتبط‌ترین", "تازه‌ترین")]
    yield Specimen(f"{here}sorts.html", "ساده", {"sorts": sorts, "sizes": sizes})
    numbers = (1, 2, 3, None, 12)
    pages = tuple(PageLink(number, URL, is_current=number == 2) for number in numbers)
    yield Specimen(f"{here}pagination.html", "میانی", {"pagination": Pagination(URL, URL, pages)})
    exports = (Export("CSV برای صفحه‌گسترده", URL), Export("RIS برای مرجع‌نویسی", URL))
    sharing = Sharing("https://example.org/search/?q=فولاد", "جست‌وجوی «فولاد»", exports, URL)
    yield Specimen(f"{here}take_away.html", "بسته", {"sharing": sharing})


def _search_ends() -> Iterator[Specimen]:
    """What leads through results, and what stands where there are none."""
    here = "search/partials/"
    trail = Trail(2, 128, "صادرات فولاد", URL, URL, URL)
    marked = MarkedArticle((), [], [], 4, "s2", trail)
    yield Specimen(f"{here}trail.html", "میانی", {"trail": trail, "marked": marked})
    yield Specimen(f"{here}trail.html", "دور از آغاز", {"trail": None, "marked": marked})
    yield Specimen(f"{here}nothing.html", "با فیلتر", {"page": NOTHING, "chips": CHIPS})
    yield Specimen(f"{here}nothing.html", "بی‌فیلتر", {"page": NOTHING, "chips": []})
    empty = replace(NOTHING, params=SearchParams())
    yield Specimen(f"{here}nothing.html", "بایگانی خالی", {"page": empty, "chips": []})
    yield Specimen(f"{here}past_the_end.html", "پس از پایان", {"page": FOUND})
    form = SearchForm(QueryDict("q=فولاد&from=گذشته"))
    form.is_valid()
    problem = {"form": form, "error_message": form.error_message(), "dates": form.days()}
    yield Specimen(f"{here}problem.html", "تاریخ ناخوانا", problem)
    slices = (Slice("صادرات ", False), Slice("فولاد", True), Slice(" البرز", False))
    yield Specimen(f"{here}slices.html", "با نشان", {"slices": slices})
    examples = {"examples": EXAMPLES["syntax"][:3], "label": "نمونه‌ها"}
    yield Specimen(f"{here}examples.html", "ساده", examples)
    read = {"words": read_words("شرکت‌های دانش‌بنیان")}
    yield Specimen("archive/partials/words_table.html", "ساده", read)


def _charts() -> Iterator[Specimen]:
    counts = (1, 12, 0, 40, 128, 77)
    bars = tuple(
        Bar(label, URL, count, count * 100 // 128)
        for label, count in zip(MONTH_NAMES, counts, strict=False)
    )
    here = "search/partials/"
    yield Specimen(f"{here}histogram.html", "سال‌ها", {"histogram": Histogram(bars)})
    months = Histogram(bars, year="۱۴۰۲", all_years_url=URL)
    yield Specimen(f"{here}histogram.html", "ماه‌های یک سال", {"histogram": months})
    year = tuple(
        Month(11 - place, 100 - 20 * step, step * 9, 20 * step, step, URL)
        for place, step in enumerate((0, 1, 2, 3, 4, 5, 4, 3, 2, 1, 0, 5))
    )
    years = (Year("۱۴۰۲", 270, URL, year), Year("۱۴۰۳", 270, URL, year[::-1]))
    comparison = Comparison("از فروردین تا آذر", "۱۴۰۳", 270, "۱۴۰۲", 180, 50, is_more=True)
    band = Timeline(years, MONTH_NAMES, comparison, 2, 7, URL)
    yield Specimen(f"{here}timeline.html", "جدول بسته", {"band": band})
    yield Specimen(f"{here}timeline.html", "جدول باز", {"band": band, "is_open": True})
    provinces = [(one, place**3) for place, one in enumerate(Province.objects.all())]
    maps = "archive/partials/"
    yield Specimen(f"{maps}map.html", "پنج رنگ و هیچ", {"map": draw_map(provinces)})
    yield Specimen(f"{maps}map_table.html", "بسته", {"counted": provinces[:5]})
    here_only = draw_map((one, int(one.slug == "alborz")) for one, _ in provinces)
    yield Specimen(f"{maps}locator.html", "البرز", {"map": here_only})


def _lists(article: Article) -> Iterator[Specimen]:
    here = "archive/partials/"
    words = entity_words([article.pk])[article.pk]
    line = ArticleLine(article, words)
    yield Specimen(f"{here}article_line.html", "با آغاز متن", {"line": line})
    yield Specimen(f"{here}short_line.html", "ساده", {"article": article})
    page = Paginator([line], 20).page(1)
    yield Specimen(f"{here}article_list.html", "پر", {"lines": [line], "page": page})
    yield Specimen(f"{here}article_list.html", "خالی", {"lines": [], "page": page})
    slices = (Slice(article.display_headline, True),)
    hit = Hit(article, slices, (Slice("…", False), *slices), 1.0)
    found = SearchPage(SearchParams("فولاد"), (hit,), 1, (), (), 1.0, 1)
    context = {"hit": hit, "words": words, "page": found}
    yield Specimen("search/partials/hit.html", "با واژه‌های نشان‌دار", context)
    for official in catalogue.officials_with_posts()[:2]:
        yield Specimen(f"{here}official_entry.html", "با سمت", {"official": official})
        for post in list(official.posts.all())[:1]:
            yield Specimen(f"{here}post.html", "ساده", {"post": post})
    for province, count in catalogue.provinces_with_counts()[:2]:
        yield Specimen(f"{here}index_entry.html", "ساده", {"entity": province, "count": count})
    everything = Article.objects.published()
    related = beside.related(beside.most(beside.count_beside(everything), 4, article.source))
    for kind, title in (("province", "استان‌ها"), ("official", "مسئولان")):
        context = {"id": kind, "title": title, "entities": related[kind]}
        yield Specimen(f"{here}related.html", title, context)
    numbers = list(everything.values_list("pk", flat=True))
    aliases = [SimpleNamespace(name=name) for name in ("نام نخست", "Second Name")]
    yield Specimen(f"{here}other_names.html", "دو نام", {"aliases": aliases})
    for quote in statements.telling(Quote, numbers, 1):
        yield Specimen(f"{here}quote.html", "در فهرست", {"quote": quote})
    for figure in statements.telling(Figure, numbers, 2):
        yield Specimen(f"{here}figure.html", "در فهرست", {"figure": figure})
        yield Specimen(f"{here}figure_of.html", "در فهرست", {"figure": figure})


def _article(article: Article) -> Iterator[Specimen]:
    here = "archive/partials/"
    for precision in DatePrecision:
        dated = Article(published_at=article.added_at, published_precision=precision)
        context = {"article": dated, "machine_date": machine_date(dated)}
        yield Specimen(f"{here}published.html", precision.value, context)
    yield Specimen(f"{here}published.html", "بدون تاریخ", {"article": Article()})
    page = read_article(article)
    both = {"article": article, "page": page}
    body = {"paragraphs": page.body[:2], "anchor": "s"}
    yield Specimen(f"{here}passages.html", "با نام‌ها", body)
    yield Specimen(f"{here}facts.html", "پر", both)
    yield Specimen(f"{here}article_figures.html", "پر", {"figures": page.stated_figures})
    quotes = {"citation": page.citations[0][1], "address": page.address}
    yield Specimen(f"{here}article_quotes.html", "پر", quotes | {"quotes": page.stated_quotes})
    for stated in page.stated_quotes[:1]:
        yield Specimen(f"{here}article_quote.html", "تنها", quotes | {"stated": stated})
    yield Specimen(f"{here}family.html", "پر", {"relatives": [article]})
    yield Specimen(f"{here}similar.html", "پر", {"similar": [article]})
    correction = Correction(made_at=article.added_at, text="نام شهر درست شد.")
    yield Specimen(f"{here}corrections.html", "پر", {"corrections": [correction]})
    yield Specimen(f"{here}cite.html", "پر", both)
    yield Specimen(f"{here}stamp.html", "پر", both)
    words = (
        EntityWord("place", "البرز", URL),
        EntityWord("market", "عراق", URL),
        EntityWord("person", "مسئول نمونهٔ ۱۲", URL),
    )
    named = EntityWords(words, more_count=4)
    yield Specimen(f"{here}entity_words.html", "سه گونه", {"named": named})
