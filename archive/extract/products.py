"""The products and industries of a story.

A product belongs to the story when the headline, the lead or the first lines name it, when it is
named twice, or where it is spoken of as goods («تولید …», «صادرات …»). Names of companies,
ministries and teams that hold a product's name do not count, nor words that only look like one
(«فرش قرمز», «آهن‌ربا»).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.extract.text import Passage
from archive.extract.types import Part, ProductMention
from archive.extract.vocabulary import phrase_list, word_list
from archive.gazetteer import AdditionKind, ProductEntry, load, of_gazetteer
from archive.gazetteer.phrases import PhraseTable

CONFIDENCE = {"goods": 0.95, "opening": 0.85, "repeated": 0.75}
OPENING_CHARS = 800  # of the body
PLURALS = ("", "ها", "های", "هایی", "هایش", "مان")
AFTER_VOWEL = ("ی", "یی")  # «خودروی», «کالای»
GOODS_REACH = 3  # words between «تولید» and the product
GOODS_WORDS = word_list("goods")
NAMES_BEFORE = word_list("names that hold products")
NO_PRODUCTS = phrase_list("no products")
LIST_WORDS = frozenset({"و", "یا"})


@dataclass(frozen=True, slots=True)
class Found:
    """A product's name at words `first` to `last`."""

    passage: Passage
    first: int
    last: int
    product: ProductEntry
    is_goods: bool

    @property
    def opens_the_story(self) -> bool:
        start = self.passage.words[self.first].start
        return self.passage.part != Part.BODY or start < OPENING_CHARS


def find_products(passages: Sequence[Passage]) -> tuple[ProductMention, ...]:
    """The mentions of the story's products, in reading order."""
    found = [product for passage in passages for product in _products_of(passage)]
    times = Counter(one.product.slug for one in found)
    goods = {one.product.slug for one in found if one.is_goods}
    opening = {one.product.slug for one in found if one.opens_the_story}
    mentions = []
    for one in found:
        slug = one.product.slug
        if slug in goods or slug in opening or times[slug] > 1:
            rule = "goods" if slug in goods else "opening" if slug in opening else "repeated"
            evidence = one.passage.evidence(one.first, one.last, rule, CONFIDENCE[rule])
            mentions.append(ProductMention(slug, evidence))
    return tuple(mentions)


def _products_of(passage: Passage) -> Iterator[Found]:
    before: Found | None = None
    for phrase in product_table().find(passage.words):
        if phrase.value is None or not _is_whole(passage, phrase.first, phrase.last):
            continue
        product, needs_goods = phrase.value
        if _is_in_a_name(passage, phrase.first) or _is_share(passage, phrase.first):
            continue
        is_goods = _is_goods(passage, phrase.first) or _continues(passage, before, phrase.first)
        if needs_goods and not is_goods:
            continue
        before = Found(passage, phrase.first, phrase.last, product, is_goods)
        yield before


def _is_whole(passage: Passage, first: int, last: int) -> bool:
    return all(passage.joins(number) for number in range(first + 1, last))


def _is_goods(passage: Passage, first: int) -> bool:
    """«تولید فولاد», «صادرات انواع فرش»: a word of trade just before the name."""
    for here in range(first, first - GOODS_REACH, -1):
        if not passage.joins(here):
            return False
        if passage.key(here - 1) in GOODS_WORDS:
            return True
    return False


def _continues(passage: Passage, before: Found | None, first: int) -> bool:
    """«تولید فولاد، سیمان و کاشی»: the list of goods goes on."""
    if before is None or not before.is_goods or first - before.last > 1:
        return False
    between = passage.key(before.last) if first > before.last else ""
    comma = passage.gap(first).strip() in {"،", ","}
    return between in LIST_WORDS or (not between and comma)


def _is_in_a_name(passage: Passage, first: int) -> bool:
    """«شرکت فولاد …», «وزیر نفت», «تیم فولاد»."""
    before = passage.before(first)
    return before in NAMES_BEFORE or (before == "ملی" and passage.before(first - 1) in NAMES_BEFORE)


def _is_share(passage: Passage, first: int) -> bool:
    """Lists of shares name companies: «نمادهای پتروشیمی …، ملی صنایع مس …»."""
    return passage.sentence_number(first) in passage.sentences_of_shares


@of_gazetteer
def product_table() -> PhraseTable[tuple[ProductEntry, bool] | None]:
    """Names in their inflected forms, and for None what only looks like one.

    The flag marks spellings that are ordinary words too; a product's name may be one.
    """
    gazetteer = load()
    names = [
        (form, (product, loose))
        for product in gazetteer.products
        for spellings, loose in (
            (product.context_spellings, True),
            ((product.name, *product.spellings), False),
        )
        for spelling in spellings
        for form in _forms(spelling)
    ]
    traps = (*NO_PRODUCTS, *gazetteer.texts(AdditionKind.NO_PRODUCT))
    return PhraseTable([*((phrase, None) for phrase in traps), *names])


def _forms(spelling: str) -> Iterator[str]:
    endings = PLURALS + (AFTER_VOWEL if spelling.endswith(("ا", "و")) else ())
    for ending in endings:
        yield f"{spelling}{ending}"
