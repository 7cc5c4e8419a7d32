"""An article's parts as the rules read them: words, and the sentences that hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from archive.extract.types import Evidence, Part
from archive.extract.vocabulary import FINITE_VERBS, GLUED_ROLES, OFFICE_PLACES
from archive.gazetteer.phrases import Word, words_of
from archive.ingest.records import ArticleRecord

# Text without stops is cut there, so that no rule takes more than linear time.
MAX_SENTENCE_WORDS = 200
SENTENCE_CHARS = 600  # of the sentence kept as evidence
_SENTENCE_END = re.compile(r"[.!?؟…]|\n\s*\n")
_SHORTENED_DIVINE = re.compile(r"\s*(?:\.{2,4}|…)\s*")  # «روح ا...»
_SPACES = re.compile(r"[\s\u200c\u200e\u200f]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words `first` to `last` (exclusive) of a passage."""

    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Passage:
    """One part of an article with its words."""

    part: Part
    text: str
    words: list[Word]
    breaks: frozenset[int]  # words that begin a sentence because a verb was glued to them

    @cached_property
    def keys(self) -> list[str]:
        return [word.key for word in self.words]

    @cached_property
    def gaps(self) -> list[str]:
        """What is printed before each word, and after the last."""
        starts = (0, *(word.end for word in self.words))
        ends = (*(word.start for word in self.words), len(self.text))
        return [self.text[start:end] for start, end in zip(starts, ends, strict=True)]

    def gap(self, number: int) -> str:
        """What is printed between a word and the word before it."""
        return self.gaps[number]

    def key(self, number: int) -> str:
        """A word's key, empty beyond either end."""
        return self.keys[number] if 0 <= number < len(self.keys) else ""

    def joins(self, number: int) -> bool:
        """Whether only space parts a word from the word before it."""
        return number in self._joined

    @cached_property
    def _joined(self) -> frozenset[int]:
        joined = {n for n, gap in enumerate(self.gaps) if gap == " " or self._is_space(n, gap)}
        return frozenset(joined - self.breaks - {0, len(self.words)})

    def _is_space(self, number: int, gap: str) -> bool:
        only_space = _SPACES.fullmatch(gap) is not None or self._is_shortened(number)
        return only_space and "\n\n" not in gap

    def before(self, number: int) -> str:
        """The key of the word before, if only space parts them."""
        return self.key(number - 1) if self.joins(number) else ""

    def after(self, number: int) -> str:
        """The key of word `number`, if only space parts it from the word before."""
        return self.key(number) if self.joins(number) else ""

    @cached_property
    def sentences(self) -> list[Sentence]:
        starts, last = [0], len(self.words)
        for number, gap in enumerate(self.gaps):
            is_end = number == last or number in self.breaks or self._ends_before(number, gap)
            while is_end and number - starts[-1] > MAX_SENTENCE_WORDS:
                starts.append(starts[-1] + MAX_SENTENCE_WORDS)
            if is_end and 0 < number < last:
                starts.append(number)
        ends = [*starts[1:], last]
        return [Sentence(first, last) for first, last in zip(starts, ends, strict=True)]

    @cached_property
    def sentences_of_shares(self) -> frozenset[int]:
        """Sentences that list shares («نمادهای …»): their names are companies'."""
        return frozenset(
            self.sentence_number(n) for n, key in enumerate(self.keys) if key.startswith("نماد")
        )

    @cached_property
    def _sentence_numbers(self) -> list[int]:
        return [n for n, s in enumerate(self.sentences) for _ in range(s.first, s.last)]

    def sentence_number(self, word: int) -> int:
        return self._sentence_numbers[word]

    def sentence_at(self, word: int) -> Sentence:
        return self.sentences[self._sentence_numbers[word]]

    def evidence(self, first: int, last: int, rule: str, confidence: float) -> Evidence:
        """Evidence for the words `first` to `last` (exclusive)."""
        start, end = self.words[first].start, self.words[last - 1].end
        sentence = self.sentence_at(first)
        sentence_start = max(self.words[sentence.first].start, start - SENTENCE_CHARS // 2)
        sentence_end = self.words[sentence.last - 1].end
        if sentence.last < len(self.words):
            closing = self.gap(sentence.last).rstrip()
            sentence_end += len(closing) if len(closing) < 3 else 0
        text = self.text[sentence_start : min(sentence_end, sentence_start + SENTENCE_CHARS)]
        return Evidence(self.part, start, end, text.strip(), rule, confidence)

    def _ends_before(self, number: int, gap: str) -> bool:
        if gap == " " or not _SENTENCE_END.search(gap) or self._is_shortened(number):
            return False
        before = self.key(number - 1)
        if gap.startswith(".") and len(before) == 1 and not before.isdecimal():  # «ج. ا.», «س.»
            return "\n\n" in gap
        return gap != "." or not (before.isascii() and self.key(number).isascii())

    def _is_shortened(self, number: int) -> bool:
        return self.key(number - 1) == "ا" and bool(_SHORTENED_DIVINE.fullmatch(self.gap(number)))


def passages_of(record: ArticleRecord) -> list[Passage]:
    """The parts of an article in reading order, without empty ones and a lead in the body too."""
    parts = (
        (Part.KICKER, record.kicker),
        (Part.HEADLINE, record.headline),
        (Part.LEAD, "" if record.body.startswith(record.lead) else record.lead),
        (Part.BODY, record.body),
    )
    return [passage for part, text in parts if (passage := _passage(part, text)).words]


def _passage(part: Part, text: str) -> Passage:
    words: list[Word] = []
    breaks: set[int] = set()
    for word in words_of(text):
        key, start, end = word
        size = _glued_chars(key)
        if not size or len(key) != end - start:
            words.append(word)
            continue
        words += Word(key[:size], start, start + size), Word(key[size:], start + size, end)
        if key[:size] in FINITE_VERBS:
            breaks.add(len(words) - 1)
    return Passage(part, text, words, frozenset(breaks))


@lru_cache(maxsize=65_536)
def _glued_chars(key: str) -> int:
    """«داردمدیرعامل», «مدیرفرودگاه»: a verb and an office, or an office and its place, glued.

    How many characters the first word has; 0 for a single word.
    """
    if not key.endswith(GLUED_ROLES) and not key.startswith(GLUED_ROLES):
        return 0
    for role in GLUED_ROLES:
        if key.endswith(role) and key.removesuffix(role) in FINITE_VERBS:
            return len(key) - len(role)
        if key.startswith(role) and key.removeprefix(role) in OFFICE_PLACES:
            return len(role)
    return 0
