"""What editors add to the gazetteer: checked, its effect told, brought into articles, ended."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from archive import gazetteer
from archive.exceptions import Refused
from archive.extract.market_lists import market_table
from archive.extract.place_names import place_table
from archive.extract.products import product_table
from archive.extract.types import Part
from archive.extract.vocabulary import roles
from archive.gazetteer import AdditionKind
from archive.gazetteer.phrases import ZWNJ, key_of
from archive.ingest.additions import obeying_editors
from archive.ingest.re_extraction import Difference, re_extract
from archive.models import Article, Event, EventKind, GazetteerAddition, Product, Task, TaskKind
from archive.passages import CHARS_AFTER, CHARS_BEFORE, Sentence, end_of, start_of
from persian import identity_key
from persian.letters import clean_text

MOST_AT_ONCE = 200  # articles that are read anew while the editor waits
SENTENCES = 5
FEWEST_LETTERS, TEXT_CHARS = 2, 100
_ADDED_ALREADY = "همین پیش از این افزوده شده است."
_ARABIC = str.maketrans("یک", "يك")
ALIASES = {
    AdditionKind.PROVINCE: "provinces",
    AdditionKind.CITY: "cities",
    AdditionKind.MARKET: "markets",
    AdditionKind.PRODUCT: "products",
    AdditionKind.SOURCE: "sources",
}
TRAPS: dict[AdditionKind, set[AdditionKind]] = {
    AdditionKind.NO_PLACE: {AdditionKind.PROVINCE, AdditionKind.CITY},
    AdditionKind.NO_MARKET: {AdditionKind.MARKET},
    AdditionKind.NO_PRODUCT: {AdditionKind.PRODUCT, AdditionKind.NEW_PRODUCT},
    AdditionKind.NO_PERSON: set(),
}


class AdditionRefused(Refused):
    """Why something cannot be added."""


@obeying_editors
@transaction.atomic
def add_addition(
    kind: AdditionKind, text: str, target: str = "", user: User | None = None
) -> GazetteerAddition:
    """Add a text to the gazetteer; articles are extracted from with it from now on.

    `target` is the slug of what an alias names.

    Raises:
        AdditionRefused: the text is no name, is known already, or names something else.
    """
    text = " ".join(clean_text(text).split())
    _check_text(kind, text)
    if kind in ALIASES:
        _check_target(kind, target)
    elif kind is AdditionKind.NEW_PRODUCT:
        target = _product_slug(text)
        Product.objects.get_or_create(slug=target, defaults={"name": text})
    else:
        target = ""
    return _save(kind, text, target, user)


def _save(kind: AdditionKind, text: str, target: str, user: User | None) -> GazetteerAddition:
    try:
        with transaction.atomic():
            added: GazetteerAddition = GazetteerAddition.objects.create(
                kind=kind.value, text=text, target=target, added_by=user
            )
    except IntegrityError as error:  # somebody was quicker
        raise AdditionRefused(_ADDED_ALREADY) from error
    Event.objects.record(user, EventKind.ADDED, about=added)
    return added


@transaction.atomic
def end_addition(addition: GazetteerAddition, user: User | None = None) -> None:
    """Let an addition count no more; articles keep what it gave them until they are read anew."""
    if GazetteerAddition.objects.active().filter(pk=addition.pk).update(is_active=False):
        Event.objects.record(user, EventKind.UNDONE, about=addition)


def articles_with(text: str) -> QuerySet[Article]:
    """The articles in which a text is printed, with Arabic letters too, its words apart or not."""
    holds = (Q(**{f"{field}__contains": one}) for one in _printings(text) for field in Part)
    return Article.objects.filter(reduce(or_, holds)).order_by("-pk")


@dataclass(frozen=True)
class Effect:
    """Where a text is printed: in how many articles, and a few of the sentences."""

    articles: int
    sentences: list[tuple[Article, Sentence]]

    @property
    def is_small(self) -> bool:
        """Whether the articles can be read anew at once."""
        return self.articles <= MOST_AT_ONCE


def effect_of(addition: GazetteerAddition) -> Effect:
    """What reading the articles with the text anew can change."""
    articles = articles_with(addition.text)
    some = articles.select_related("source")[:SENTENCES]
    sentences = [(article, _sentence(article, addition.text)) for article in some]
    return Effect(articles.count(), sentences)


def read_anew(addition: GazetteerAddition, user: User | None) -> list[Difference] | None:
    """Extract anew from the articles with the text: what that changed, or None: it is queued."""
    ids = list(articles_with(addition.text).values_list("pk", flat=True))
    if len(ids) > MOST_AT_ONCE:
        Task.objects.ask(TaskKind.RE_EXTRACT, user, ids)
        return None
    return list(re_extract(apply=True, articles=ids)) if ids else []


def target_name(addition: GazetteerAddition) -> str:
    """The name of what an alias names; "" for what names nothing."""
    return target_names([addition])[addition.pk]


@obeying_editors
def target_names(additions: Iterable[GazetteerAddition]) -> dict[int, str]:
    """The `target_name` of each addition, by its key."""
    known = gazetteer.load()
    names = {
        kind: {entry.slug: entry.name for entry in getattr(known, table)}
        for kind, table in ALIASES.items()
    }
    return {one.pk: names.get(AdditionKind(one.kind), {}).get(one.target, "") for one in additions}


def silenced_by(addition: GazetteerAddition) -> str:
    """What has the very name that a trap forbids, and will be read nowhere; "" for nothing."""
    names = TRAPS.get(AdditionKind(addition.kind), set())
    known = (_known_as(kind, addition.text) for kind in sorted(names))
    return "، ".join(dict.fromkeys(filter(None, known)))


@obeying_editors
def entries_named(kind: AdditionKind, text: str) -> list[Any]:
    """The gazetteer's entries of an alias's kind that have this name or slug."""
    key = identity_key(text)
    entries: Iterable[Any] = getattr(gazetteer.load(), ALIASES[kind])
    return [one for one in entries if text.strip() == one.slug or identity_key(one.name) == key]


def _check_text(kind: AdditionKind, text: str) -> None:
    """Refuse what is no name, or a name already."""
    if sum(char.isalpha() for char in text) < FEWEST_LETTERS:
        raise AdditionRefused("این واژه برای یک نام بیش از اندازه کوتاه است.")
    if len(text) > TEXT_CHARS:
        raise AdditionRefused("این عبارت بیش از اندازه دراز است.")
    same = GazetteerAddition.objects.active().filter(key=key_of(text))
    if same.filter(kind=kind).exists():
        raise AdditionRefused(_ADDED_ALREADY)
    contradicting = {trap for trap, names in TRAPS.items() if kind in names}
    contradicting |= TRAPS.get(kind, set())
    if other := same.filter(kind__in=contradicting).first():
        raise AdditionRefused(f"با افزودهٔ «{other}» نمی‌سازد؛ نخست آن را کنار بگذارید.")
    if known := _known_as(kind, text):
        raise AdditionRefused(f"واژه‌نامه این نام را می‌شناسد: {known}.")


def _known_as(kind: AdditionKind, text: str) -> str:
    """What the gazetteer has under a text that shall be a name; "" for nothing, and for traps."""
    if kind in (AdditionKind.PROVINCE, AdditionKind.CITY):
        place = place_table().exact(text)
        if place is None:
            return ""
        if kind is AdditionKind.PROVINCE:
            return f"استان {place.province.name}" if place.province else ""
        return "، ".join(f"شهر {city.name}" for city in place.cities)
    if kind is AdditionKind.MARKET:
        market = market_table().exact(text)
        return market[0].name if market else ""
    if kind in (AdditionKind.PRODUCT, AdditionKind.NEW_PRODUCT):
        product = product_table().exact(text)
        return product[0].name if product else ""
    if kind is AdditionKind.SOURCE:
        source = gazetteer.source_by_name(text)
        return source.name if source else ""
    role = roles().exact(text) if kind is AdditionKind.ROLE else None
    return role.name if role else ""


def _check_target(kind: AdditionKind, slug: str) -> None:
    if not any(entry.slug == slug for entry in getattr(gazetteer.load(), ALIASES[kind])):
        raise AdditionRefused("نگفته‌اید که نام چیست.")


def _product_slug(name: str) -> str:
    return f"product-{hashlib.sha256(identity_key(name).encode()).hexdigest()[:8]}"


def _printings(text: str) -> list[str]:
    """How newspapers print a text: its words apart, with half-spaces or together."""
    words = text.replace(ZWNJ, " ").split()
    spaced = [text, *(space.join(words) for space in (" ", ZWNJ, ""))]
    return list(dict.fromkeys(one for each in spaced for one in (each, each.translate(_ARABIC))))


def _sentence(article: Article, text: str) -> Sentence:
    """The text where the article first prints it, with a little around it."""
    for field in Part:
        whole: str = getattr(article, field)
        for printed in _printings(text):
            at = whole.find(printed)
            if at >= 0:
                before, after = whole[:at], whole[at + len(printed) :]
                return Sentence(end_of(before, CHARS_BEFORE), printed, start_of(after, CHARS_AFTER))
    return Sentence("")
