"""Which agency or newspaper a name, a host or the first lines of an article stand for."""

from __future__ import annotations

import re
from functools import cache

from archive.gazetteer.current import load, of_gazetteer
from archive.gazetteer.entries import SourceEntry
from archive.gazetteer.phrases import Found, PhraseTable, Word, words_of

HEAD_CHARS = 700
TAIL_CHARS = 400
_SIGNATURES = PhraseTable(
    (phrase, True)
    for phrase in (
        "به گزارش",
        "به نقل از",
        "گزارش",
        "خبرنگار",
        "خبرنگاران",
        "خبرگزاری",
        "گفت و گو با",
        "گفتگو با",
        "مصاحبه با",
        "پایگاه خبری",
        "سرویس",
        "منبع",
    )
)
# What may stand between a signature and the name.
_FILLERS = {
    *("گروه", "خبر", "خبری", "خبرنگار", "خبرنگاران", "خبرگزاری", "سرویس", "روزنامه", "سایت"),
    *("پایگاه", "اقتصادی", "اجتماعی", "استانها", "صنعت", "تجارت", "تحلیلی", "اختصاصی", "و", "ما"),
}
AGENCY = "خبرگزاری"
# Names that are no words of the language need no stop after them.
_COINED = {
    *("irna", "isna", "tasnim", "borna", "ilna", "shana", "shata", "shada", "imna", "iana"),
    *("ibena", "ikna", "icana", "pana", "khabaronline", "fararu", "tabnak"),
}
_TOLD = {"گفت", "گفته", "افزود", "اعلام", "خبر", "اظهار"}
_DASH = re.compile(r"\s*[-\u2010-\u2015\u0640]+\s*")
_AFTER_OPENING = re.compile(r"\s*[-\u2010-\u2015\u0640:؛/]")
_CLOSED = re.compile(
    r"\s*(?:[-\u2010-\u2015،,:؛.)\]»/\n(]|$|(?:از|در|به|با|و|طی|امروز)\s"
    r"|(?:گفت|افزود|اظهار|بیان|عنوان|اعلام|تصریح|تأکید|تاکید|خبر|توضیح)\b)"
)


def source_by_name(name: str) -> SourceEntry | None:
    """The source that has this name, alias or slug, in any spelling."""
    cleaned = name.strip()
    return _by_slug().get(cleaned.casefold()) or source_names().exact(cleaned)


def source_by_domain(host: str) -> SourceEntry | None:
    """The source that publishes at this host or a host above it (www.irna.ir, irna.ir)."""
    labels = host.strip().casefold().rstrip(".").split(".")
    for start in range(len(labels) - 1):
        entry = _by_domain().get(".".join(labels[start:]))
        if entry:
            return entry
    return None


def source_in_text(text: str) -> SourceEntry | None:
    """The source that signs a text: a dateline, «به گزارش …» in its head, or «منبع: …» at its end.

    The first signature wins. A name without a signature beside it does not count.
    """
    head = text[:HEAD_CHARS]
    return _signed(head) or (_signed(text[-TAIL_CHARS:]) if "منبع" in text[-TAIL_CHARS:] else None)


def _signed(text: str) -> SourceEntry | None:
    words = words_of(text)
    for number in range(len(words)):
        entry = _in_dateline(text, words, number) or _after_signature(text, words, number)
        if entry:
            return entry
    return None


def _in_dateline(text: str, words: list[Word], number: int) -> SourceEntry | None:
    """«کرج-ایرنا-…», «تهران - خبرگزاری مهر:»: a name between dashes."""
    found = source_names().at(words, number)
    if not found or number > 6:
        return None
    if number == 0:
        return _opening(text, words, found)
    before = text[words[number - 1].end : words[number].start]
    closed = _CLOSED.match(text, words[found.last - 1].end)
    return found.value if _DASH.fullmatch(before) and closed else None


def _opening(text: str, words: list[Word], found: Found[SourceEntry]) -> SourceEntry | None:
    """«ایلنا: …», «باشگاه خبرنگاران جوان - ایلام؛ …»: a name that nobody speaks by."""
    is_sure = found.last > 1 or found.value.slug in _COINED
    marked = _AFTER_OPENING.match(text, words[found.last - 1].end)
    return found.value if is_sure and marked else None


def _after_signature(text: str, words: list[Word], number: int) -> SourceEntry | None:
    told = source_names().at(words, number + 1) if words[number].key == "به" else None
    if told and told.value.slug in _COINED and words[told.last : told.last + 1]:
        return told.value if words[told.last].key in _TOLD else None  # «به ایلنا گفت»
    signature = _SIGNATURES.at(words, number)
    if signature:
        here = signature.last
    elif words[number].key.endswith(AGENCY):  # «خبرخبرگزاری»
        here = number + 1
    else:
        return None
    for position in range(here, min(here + 8, len(words))):
        before, found = words[position - 1].key, source_names().at(words, position)
        if found and (
            found.last - found.first > 1
            or before.endswith(AGENCY)
            or found.value.slug in _COINED
            or _CLOSED.match(text, words[found.last - 1].end)
        ):
            return found.value
        key = words[position].key
        if key not in _FILLERS and not key.endswith(AGENCY) and before != "گروه":
            return None
    return None


@of_gazetteer
def source_names() -> PhraseTable[SourceEntry]:
    """All names and aliases of sources, to find in words."""
    return PhraseTable(
        (name, entry) for entry in load().sources for name in (entry.name, *entry.aliases)
    )


@cache
def _by_slug() -> dict[str, SourceEntry]:
    return {entry.slug: entry for entry in load().sources}


@cache
def _by_domain() -> dict[str, SourceEntry]:
    return {domain: entry for entry in load().sources for domain in entry.domains}
