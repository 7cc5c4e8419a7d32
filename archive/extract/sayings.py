"""The verbs of saying of a text: «گفت», «اظهار داشت», «خواستار … شد»."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from archive.extract.text import Passage
from archive.extract.vocabulary import keys
from archive.gazetteer import ReportingVerbEntry, load
from archive.gazetteer.phrases import PhraseTable

NO_SPEECH = ("گفت و گو", "گفت و گوی", "گفت و گویی", "گفت و شنود")
AUXILIARIES = keys("است بود")
AND = "و"


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying at words `first` to `last` (exclusive)."""

    first: int
    last: int
    entry: ReportingVerbEntry


def sayings_of(passage: Passage) -> list[Saying]:
    """The verbs of saying of a passage, in order."""
    found = []
    for phrase in _phrases().find(passage.words):
        entry, last = phrase.value, phrase.last
        if entry is None:
            continue
        if entry.within:
            end = passage.sentence_at(phrase.first).last
            closing = (n + 1 for n in range(last, end) if passage.key(n) in entry.verbs)
            last = next(closing, 0)
        elif passage.after(last) in AUXILIARIES:
            last += 1
        if last:
            found.append(Saying(phrase.first, last, entry))
    return found


@cache
def _phrases() -> PhraseTable[ReportingVerbEntry | None]:
    """The verbs of saying, and for None what only begins like one."""
    entries = load().reporting_verbs
    verbs = [
        (f"{glued}{entry.word} {verb}".strip(), entry)
        for entry in entries
        for verb in (entry.verbs if entry.verbs and not entry.within else ("",))
        for glued in ("", AND)  # «وافزود»
    ]
    return PhraseTable([*((phrase, None) for phrase in NO_SPEECH), *verbs])
