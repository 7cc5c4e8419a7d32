"""Totals and facet counts against a plain count over the database."""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from archive.models import (
    Article,
    City,
    CityMention,
    ExportMarket,
    MarketMention,
    MentionState,
    OfficialMention,
    Province,
    ProvinceMention,
)
from persian.jalali import jalali_date
from search.params import FACETS, SearchParams
from search.queries import search_articles
from tests import factories

WORDS = ["صادرات", "فولاد", "عراق", "کارخانه", "پسته"]
SEARCHES = 60


def sow(rng: random.Random) -> None:
    """Forty articles with random words, dates and mentions, some of them rejected."""
    officials = [factories.official(f"نمونه {n}", "مدیر", f"سازمان {n % 2}") for n in range(4)]
    kinds = [
        (ProvinceMention, "province", list(Province.objects.order_by("slug")[:4])),
        (MarketMention, "market", list(ExportMarket.objects.order_by("slug")[:4])),
        (CityMention, "city", list(City.objects.order_by("slug")[:4])),
        (OfficialMention, "official", officials),
    ]
    for _ in range(40):
        moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=rng.randrange(1200))
        article = factories.article(
            source=factories.source(rng.choice(["irna", "isna", "mehr"])),
            headline=rng.choice(WORDS),
            body=" ".join(rng.choices(WORDS, k=4)),
            published_at=rng.choice([None, moment]),
        )
        for kind, name, entities in kinds:
            for entity in rng.sample(entities, rng.randrange(3)):
                values = {name: entity, "state": rng.choice(list(MentionState))}
                if name == "official":
                    values["post"] = rng.choice([None, entity.posts.get()])
                factories.mention(kind, article, **values)


def facts(article: Article) -> dict[str, set[str]]:
    """The facet values of one article, read from the database row by row."""
    standing = [m for m in article.officialmentions.all() if m.state != MentionState.REJECTED]
    year = article.published_at and str(jalali_date(article.published_at).year)
    found = {
        "province": {m.province.slug for m in article.provincementions.standing()},
        "market": {m.market.slug for m in article.marketmentions.standing()},
        "city": {m.city.slug for m in article.citymentions.standing()},
        "product": set(),
        "official": {str(m.official_id) for m in standing},
        "organization": {str(m.post.organization_id) for m in standing if m.post},
        "source": {article.source.slug},
        "year": {year} if year else set(),
    }
    return {facet: values or {"none"} for facet, values in found.items()}


def passes(values: dict[str, set[str]], params: SearchParams, facets: Iterable[str]) -> bool:
    return all(
        (facet not in params.chosen or values[facet] & set(params.chosen[facet]))
        and not values[facet] & set(params.excluded.get(facet, ()))
        for facet in facets
    )


def random_params(rng: random.Random, values: dict[str, list[str]]) -> SearchParams:
    chosen, excluded = {}, {}
    for facet in rng.sample(FACETS, rng.randrange(4)):
        some = tuple(rng.sample(values[facet], min(len(values[facet]), rng.randrange(1, 3))))
        rng.choice([chosen, excluded])[facet] = some
    text = rng.choice(["", rng.choice(WORDS), f'"{rng.choice(WORDS)}"'])
    return SearchParams(text, chosen=chosen, excluded=excluded)


def test_counts_equal_a_count_over_the_database(reindex: Callable[[], int]) -> None:
    rng = random.Random(7)
    sow(rng)
    reindex()
    articles = [(article, facts(article)) for article in Article.objects.all()]
    values = {facet: sorted(set.union(*(f[facet] for _, f in articles))) for facet in FACETS}
    for _ in range(SEARCHES):
        params = random_params(rng, values)
        word = params.text.strip('"')
        with_words = [f for a, f in articles if word in f"{a.headline} {a.body}"]
        page = search_articles(params)
        assert page.total == sum(passes(f, params, FACETS) for f in with_words), params
        for facet in page.facets:
            others = [name for name in FACETS if name != facet.name]
            kept = [f for f in with_words if passes(f, params, others)]
            expected = Counter(value for f in kept for value in f[facet.name])
            counted = {v.value: v.count for v in facet.values if v.count}
            assert counted == expected, (params, facet.name)
