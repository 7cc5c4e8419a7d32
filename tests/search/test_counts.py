"""Totals, facets and histogram of 500 random searches against a plain count over the database."""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from archive.models import (
    Article,
    ArticleStatus,
    City,
    CityMention,
    ExportMarket,
    MarketMention,
    MentionState,
    OfficialMention,
    Product,
    ProductMention,
    Province,
    ProvinceMention,
)
from archive.models.mentions import Mention
from persian.jalali import jalali_date
from search.params import FACETS, NONE_VALUE, SearchPage, SearchParams
from search.queries import search_articles
from tests import factories

WORDS = ["صادرات", "فولاد", "عراق", "کارخانه", "پسته"]
ARTICLES = 150
SEARCHES = 500
FIRST_DAY, DAYS = date(2020, 1, 1), 1200
TEHRAN = ZoneInfo("Asia/Tehran")

# What an article is by the database: facet values, its words, its day and month (blank: undated).
Facts = tuple[dict[str, set[str]], str, date | None, str]


def sow(chance: random.Random) -> None:
    """Articles with random words, dates and mentions, some of them rejected, some not published."""
    sources = [factories.source(slug) for slug in ("irna", "isna", "mehr")]
    texts = [" ".join(chance.choices(WORDS, k=4)) for _ in range(ARTICLES)]
    Article.objects.bulk_create(
        Article(
            source=chance.choice(sources),
            text_key=f"{number:064x}",
            headline=chance.choice(WORDS),
            body=text,
            status=chance.choice([*[ArticleStatus.PUBLISHED] * 9, ArticleStatus.DRAFT]),
            **chance.choice([{}, {"published_precision": "day", "published_at": moment(chance)}]),
        )
        for number, text in enumerate(texts)
    )
    officials = [factories.official(f"نمونه {n}", "مدیر", f"سازمان {n % 2}") for n in range(4)]
    sow_mentions(chance, ProvinceMention, "province", list(Province.objects.order_by("slug")[:5]))
    sow_mentions(chance, MarketMention, "market", list(ExportMarket.objects.order_by("slug")[:5]))
    sow_mentions(chance, CityMention, "city", list(City.objects.order_by("slug")[:5]))
    sow_mentions(chance, ProductMention, "product", list(Product.objects.order_by("slug")[:5]))
    sow_mentions(chance, OfficialMention, "official", officials)


def sow_mentions(
    chance: random.Random, kind: type[Mention], name: str, entities: list[object]
) -> None:
    mentions = []
    for article in Article.objects.all():
        for start, entity in enumerate(chance.sample(entities, chance.randrange(3))):
            values = {name: entity, "state": chance.choice(list(MentionState))}
            if name == "official":
                values["post"] = chance.choice([None, entity.posts.get()])
            place = {"part": "body", "start": start, "end": start + 1, "sentence": "", "rule": ""}
            mentions.append(kind(article=article, confidence=1, **place, **values))
    kind.objects.bulk_create(mentions)


def moment(chance: random.Random) -> datetime:
    """Any minute of the years, also those where the day in Tehran is not that in Greenwich."""
    return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(DAYS * 24 * 60))


def facts(article: Article) -> Facts:
    """What one article is, read from the database row by row."""
    officials = article.officialmentions.standing()
    at = article.published_at
    day = jalali_date(at) if at else None
    found = {
        "province": {m.province.slug for m in article.provincementions.standing()},
        "market": {m.market.slug for m in article.marketmentions.standing()},
        "city": {m.city.slug for m in article.citymentions.standing()},
        "product": {m.product.slug for m in article.productmentions.standing()},
        "official": {str(m.official_id) for m in officials},
        "organization": {str(m.post.organization_id) for m in officials if m.post},
        "source": {article.source.slug},
        "year": {str(day.year)} if day else set(),
    }
    return (
        {facet: values or {NONE_VALUE} for facet, values in found.items()},
        f"{article.headline} {article.body}",
        at.astimezone(TEHRAN).date() if at else None,
        f"{day.year}-{day.month:02}" if day else "",
    )


def passes(known: Facts, params: SearchParams, facets: Iterable[str]) -> bool:
    """Whether an article is in the result, as far as the words, the days and these facets go."""
    values, text, day, month = known
    return (
        params.text.strip('"') in text
        and (not params.months or month in params.months)
        and (not params.first_day or (day is not None and day >= params.first_day))
        and (not params.last_day or (day is not None and day <= params.last_day))
        and all(
            (facet not in params.chosen or values[facet] & set(params.chosen[facet]))
            and not values[facet] & set(params.excluded.get(facet, ()))
            for facet in facets
        )
    )


def random_params(
    chance: random.Random, values: dict[str, list[str]], months: list[str]
) -> SearchParams:
    chosen, excluded = {}, {}
    for facet in chance.sample(FACETS, chance.randrange(4)):
        some = chance.sample(values[facet], min(len(values[facet]), chance.randrange(1, 4)))
        chance.choice([chosen, excluded])[facet] = tuple(some)
    first = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    last = first + timedelta(days=chance.randrange(DAYS))
    return SearchParams(
        text=chance.choice(["", chance.choice(WORDS), f'"{chance.choice(WORDS)}"']),
        chosen=chosen,
        excluded=excluded,
        months=tuple(chance.sample(months, chance.choice([0, 0, 0, 1, 5]))),
        first_day=chance.choice([None, None, first]),
        last_day=chance.choice([None, None, last]),
        per_page=1,
    )


def expect(page: SearchPage, params: SearchParams, articles: list[Facts]) -> None:
    found = [known for known in articles if passes(known, params, FACETS)]
    assert page.total == len(found), params
    months = Counter(month for *_, month in found if month)
    assert {f"{b.year}-{b.month:02}": b.count for b in page.histogram} == months, params
    for facet in page.facets:
        others = [name for name in FACETS if name != facet.name]
        kept = [known[0] for known in articles if passes(known, params, others)]
        expected = Counter(value for values in kept for value in values[facet.name])
        counted = {value.value: value.count for value in facet.values if value.count}
        assert counted == expected, (params, facet.name)


def test_counts_equal_a_count_over_the_database(reindex: Callable[[], int]) -> None:
    chance = random.Random(7)
    sow(chance)
    reindex()
    articles = [facts(article) for article in Article.objects.published()]
    values = {
        facet: sorted(set.union(*(known[0][facet] for known in articles))) for facet in FACETS
    }
    months = sorted({month for *_, month in articles if month})
    assert all(NONE_VALUE in values[facet] for facet in FACETS if facet != "source")
    totals = []
    for _ in range(SEARCHES):
        params = random_params(chance, values, months)
        page = search_articles(params)
        expect(page, params, articles)
        totals.append(page.total)
    assert sum(total > 0 for total in totals) > SEARCHES / 2
