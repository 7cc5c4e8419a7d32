"""The names of countries and regions in a passage, and the lists that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from archive.extract.text import Passage, Sentence
from archive.extract.vocabulary import keys, phrase_list, word_list
from archive.gazetteer import AdditionKind, MarketEntry, load, of_gazetteer
from archive.gazetteer.phrases import PhraseTable, key_of

LIST_REACH = 12  # words between two names of a list, its figures included
MARKET_WORDS = keys("بازار بازارهای بازارهایی بازارها")
# Between a preposition and the names of a list.
FILLERS = MARKET_WORDS | word_list("market fillers")
LIST_WORDS = FILLERS | word_list("market list words") | word_list("figures in a list")
AND = keys("و یا")
TRAP_PHRASES = phrase_list("market traps")


@dataclass(frozen=True)
class Name:
    """A market's name at words `first` to `last`; loose ones are ordinary words too."""

    first: int
    last: int
    market: MarketEntry
    loose: bool


def market_names(passage: Passage) -> Iterator[Name]:
    """The names of markets in a passage."""
    for found in market_table().find(passage.words):
        if found.value is None:
            continue
        market, loose = found.value
        before = passage.before(found.first)
        plural = passage.key(found.first) != "کشور" or before.isdecimal() or before in FILLERS
        if plural:  # «۱۵ کشور همسایه», not «کشور همسایه عراق»
            yield Name(found.first, found.last, market, loose)


def has_context(passage: Passage, name: Name) -> bool:
    """Whether a loose name stands beside a word that makes it a country."""
    before, after = passage.before(name.first), passage.after(name.last)
    if before in MARKET_WORDS or before in {"کشور", "کشورهای"}:
        return True
    return before == "به" and not after.isdecimal()


@dataclass(frozen=True)
class MarketList:
    """A list of markets' names, which stand and fall together, and where it stands.

    `earlier` are the names before it in its sentence. `is_announced` says whether the headline or
    the lead speaks of exports.
    """

    passage: Passage
    names: tuple[Name, ...]
    earlier: tuple[Name, ...]
    is_announced: bool

    @property
    def first(self) -> int:
        return self.names[0].first

    @property
    def last(self) -> int:
        """The number of the word after the list."""
        return self.names[-1].last

    @cached_property
    def sentence(self) -> Sentence:
        return self.passage.sentence_at(self.first)

    @cached_property
    def before(self) -> int:
        """The number of the word before the list and its fillers: «به» of «به بازارهای عراق»."""
        here = self.first - 1
        while here >= self.sentence.first and self._is_filler(here):
            here -= 1
        return here

    @property
    def preposition(self) -> str:
        return self.passage.key(self.before) if self.before >= self.sentence.first else ""

    @cached_property
    def fillers(self) -> set[str]:
        """«کشورهای», «بازار», … between the preposition and the list."""
        return {self.passage.key(number) for number in range(self.before + 1, self.first)}

    def keys(self, start: int, end: int) -> Iterator[str]:
        """The keys of words `start` to `end`, both within the sentence."""
        for number in range(max(start, self.sentence.first), min(end, self.sentence.last)):
            yield self.passage.key(number)

    @property
    def words(self) -> set[str]:
        """The keys of the whole sentence."""
        return set(self.keys(self.sentence.first, self.sentence.last))

    def _is_filler(self, number: int) -> bool:
        key = self.passage.key(number)
        if key == "از":
            return self.passage.key(number + 1) == "جمله"
        return key in FILLERS or key.isdecimal()


def market_lists(passage: Passage, *, is_announced: bool) -> Iterator[MarketList]:
    """The lists of markets' names in a passage; a name alone is a list too."""
    names: list[Name] = []
    earlier: list[Name] = []
    for name in market_names(passage):
        if names and not _continues(passage, names[-1], name):
            yield MarketList(passage, tuple(names), tuple(earlier), is_announced)
            same = passage.sentence_at(name.first) == passage.sentence_at(names[0].first)
            earlier = [*earlier, *names] if same else []
            names = []
        names.append(name)
    if names:
        yield MarketList(passage, tuple(names), tuple(earlier), is_announced)


def _continues(passage: Passage, last: Name, name: Name) -> bool:
    """«عراق، افغانستان و», «عراق با ۶۰ میلیون دلار، افغانستان با», «به عراق و به»."""
    between = range(last.last, name.first)
    if passage.sentence_at(last.first) != passage.sentence_at(name.first):
        return False
    if len(between) > LIST_REACH or not all(_in_list(passage, n) for n in between):
        return False
    marks = "".join(passage.gap(n) for n in (*between, name.first))
    return bool(between) or any(mark in marks for mark in "،,-(/")


def _in_list(passage: Passage, number: int) -> bool:
    key = passage.key(number)
    if key == "به":
        return passage.key(number - 1) in AND or not passage.joins(number)
    return key in LIST_WORDS or key.isdecimal()


@of_gazetteer
def market_table() -> PhraseTable[tuple[MarketEntry, bool] | None]:
    """Names of markets; the names of Iran, its provinces and other traps stand for None."""
    gazetteer = load()
    markets = [
        (name, (market, market.needs_context or key_of(name) == "کره"))
        for market in gazetteer.markets
        for name in (market.name, *market.aliases)
    ]
    provinces = (province.name for province in gazetteer.provinces)
    traps = [*TRAP_PHRASES, *gazetteer.texts(AdditionKind.NO_MARKET), *provinces]
    return PhraseTable([*((trap, None) for trap in traps), *markets])
