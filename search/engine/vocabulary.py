"""The words of the index and how often they occur.

Questions about single terms go to the index. Only likeness needs all words at once: they are read
when the first reader mistypes, once per segment.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from whoosh.reading import IndexReader

from persian import level
from persian.letters import ZWNJ
from search.analysis import FORM_SEPARATOR
from search.engine.likeness import WordArrays
from search.engine.matching import FIELD_WEIGHTS
from search.engine.sequences import sequence_ends
from search.engine.snapshot import Snapshot

MAX_WORDS = 100_000  # that likeness knows, the most frequent ones
BATCH = 2_000  # terms read while the lock is held


class Guess(NamedTuple):
    """A word as printed, in how many articles it is, and how much it differs from another one."""

    word: str
    frequency: int
    cost: float


class Form(NamedTuple):
    """A word as printed, and in how many articles it is."""

    text: str
    frequency: int


class Counts(NamedTuple):
    """In how many articles of one segment each word is: as levelled, and as printed."""

    words: dict[str, int]
    printed: dict[str, int]


class Vocabulary:
    """The words of one snapshot; what `previous` has read of the same segments is kept."""

    def __init__(self, snapshot: Snapshot, previous: "Vocabulary | None" = None) -> None:
        self.snapshot = snapshot
        self._counts: dict[str, Counts] = dict(previous._counts) if previous else {}

    def has_term(self, term: str) -> bool:
        """Whether any article holds the lemma term."""
        return self._frequency(FIELD_WEIGHTS, term) > 0

    def frequency(self, word: str) -> int:
        """How many articles hold the levelled word in the field that has it most."""
        return self._frequency((f"{field}_surface" for field in FIELD_WEIGHTS), word)

    def stand_together(self, *words: str) -> bool:
        """Whether any article has the levelled words one after the other."""
        fields = (f"{field}_surface" for field in FIELD_WEIGHTS)
        return any(len(sequence_ends(self.snapshot, field, words, 1)) for field in fields)

    def values(self, facet: str) -> tuple[str, ...]:
        """The values of a facet that articles have."""
        return self.snapshot.columns[facet].values

    def forms(self, terms: Iterable[str]) -> list[Form]:
        """How the word of these terms is printed, unless as the terms are.

        Of forms that only half-spaces and variants of letters part, the commonest.
        """
        prefix = " ".join(terms) + FORM_SEPARATOR
        with self.snapshot.lock:
            reader = self.snapshot.searcher.reader()
            found = [
                Form(term.decode()[len(prefix) :], info.doc_frequency())
                for term, info in reader.iter_prefix("forms", prefix)
            ]
        return list(_commonest(found).values())

    def near(self, word: str) -> list[Guess]:
        """The words like a levelled one, in no order; the first time this reads all words."""
        found = self._arrays.near(word)
        words = [(self._arrays.words[one.number], one.cost) for one in found]
        return [Guess(self.printed(word), self._words[word], cost) for word, cost in words]

    def printed(self, word: str) -> str:
        """How a levelled word is printed: with half-spaces and hamza; read with all words."""
        form = self._printed.get(word)
        return form.text if form else word

    def _frequency(self, fields: Iterable[str], term: str) -> int:
        with self.snapshot.lock:
            reader = self.snapshot.searcher.reader()
            return max(reader.doc_frequency(field, term) for field in fields)

    @cached_property
    def _arrays(self) -> WordArrays:
        return WordArrays(self._words)

    @cached_property
    def _words(self) -> dict[str, int]:
        total: Counter[str] = Counter()
        for counts in self._read_all():
            total.update(counts.words)
        if len(total) > MAX_WORDS:
            return dict(nlargest(MAX_WORDS, total.items(), key=lambda item: item[1]))
        return total

    @cached_property
    def _printed(self) -> dict[str, Form]:
        total: Counter[str] = Counter()
        for counts in self._read_all():
            total.update(counts.printed)
        return _commonest(Form(*pair) for pair in total.items())

    def _read_all(self) -> list[Counts]:
        """The words of every segment; segments that are gone are forgotten."""
        with self.snapshot.lock:
            leaves = [leaf for leaf, _ in self.snapshot.searcher.reader().leaf_readers()]
        by_name = {leaf.segment().segment_id(): leaf for leaf in leaves if leaf.doc_count_all()}
        self._counts = {
            name: self._counts.get(name) or self._read(leaf) for name, leaf in by_name.items()
        }
        return list(self._counts.values())

    def _read(self, leaf: IndexReader) -> Counts:
        words: dict[str, int] = {}
        for field in FIELD_WEIGHTS:
            for word, frequency in self._terms(leaf, f"{field}_surface"):
                words[word] = max(frequency, words.get(word, 0))
        printed: Counter[str] = Counter()
        for term, frequency in self._terms(leaf, "forms"):
            printed[term.partition(FORM_SEPARATOR)[2]] += frequency
        for form, frequency in printed.items():
            word = form_key(form)
            words[word] = max(frequency, words.get(word, 0))
        return Counts(words, dict(printed))

    def _terms(self, leaf: IndexReader, field: str) -> Iterator[tuple[str, int]]:
        """The terms of a field; the lock is free from time to time, so that searches go on."""
        terms = leaf.iter_field(field)
        while True:
            with self.snapshot.lock:
                batch = [(t.decode(), i.doc_frequency()) for t, i in islice(terms, BATCH)]
            if not batch:
                return
            yield from batch


def form_key(text: str) -> str:
    """What forms share that only half-spaces and variants of letters part."""
    return level(text).replace(ZWNJ, "")


def _commonest(forms: Iterable[Form]) -> dict[str, Form]:
    """The commonest of the forms with the same key; of equals the one with most half-spaces."""
    found: dict[str, Form] = {}
    for form in sorted(forms, key=lambda form: (form.frequency, form.text.count(ZWNJ))):
        found[form_key(form.text)] = form
    return found
