"""Who said what: statements in quotation marks and reported ones, with their speakers.

A clause of saying («وی افزود:») tells who speaks. What is said follows it to the end of its
paragraph or to the next such clause, or stands before the verb («از … خبر داد»).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.extract.roles import printed
from archive.extract.sayings import AND, Saying, sayings_of
from archive.extract.speakers import CONFIDENCE as SPEAKER_CONFIDENCE
from archive.extract.speakers import Speakers, Subject, is_left_out
from archive.extract.text import Passage, Sentence
from archive.extract.types import OfficialMention, QuoteMention
from archive.extract.vocabulary import is_verb, keys
from persian.letters import persian_letters

CONFIDENCE = {"direct": 0.95, "said": 0.9, "colon": 0.75, "told-of": 0.8, "according-to": 0.8}
MIN_WORDS = 2
MAX_TOLD_WORDS = 60  # from «از» to «خبر داد»
MAX_DIRECT_CHARS = 6_000
MAX_AFTER_SUBJECT = 2  # words between a subject and its colon
ACCORDING_TO = keys("گفته اعتقاد باور")
PRONOUNS = keys("وی او")
THAT, OBJECT = "که", "را"
ALSO = keys("همچنین نیز هم")
CLOSING = {"«": "»", "“": "”", "”": "“", '"': '"'}
ENDING = ".!?؟…"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said, from character to character; reading goes on at word `following`."""

    start: int
    end: int
    rule: str
    following: int


def find_quotes(
    passages: Sequence[Passage], officials: Sequence[OfficialMention]
) -> tuple[QuoteMention, ...]:
    """The statements of an article in reading order."""
    speakers = Speakers(officials)
    return tuple(quote for passage in passages for quote in _quotes_of(passage, speakers))


def _quotes_of(passage: Passage, speakers: Speakers) -> Iterator[QuoteMention]:
    reader = _Reader(passage, speakers)
    here = 0
    while here < len(passage.words):
        quote, following = reader.read(here)
        if quote:
            yield quote
        here = max(following, here + 1)


class _Reader:
    """Reads the clauses of one passage."""

    def __init__(self, passage: Passage, speakers: Speakers) -> None:
        self.passage, self.speakers = passage, speakers
        self.sayings = sayings_of(passage)
        self._firsts = [saying.first for saying in self.sayings]
        gaps = enumerate(passage.gaps)
        self._colons = [n for n, gap in gaps if ":" in gap and "//" not in gap]

    def read(self, here: int) -> tuple[QuoteMention | None, int]:
        """The statement of the clause that begins at a word, and where the next clause begins."""
        passage, sentence = self.passage, self.passage.sentence_at(here)
        if passage.key(here) == "به" and passage.after(here + 1) in ACCORDING_TO:
            return self._according_to(here, sentence.last)
        saying = self._next_saying(here, sentence.last)
        colon = self._colon(here, saying.first if saying else sentence.last)
        if colon:
            subject = self.speakers.named(passage, here, colon)
            if subject and colon - subject.last <= MAX_AFTER_SUBJECT:
                self.speakers.subject(passage, here, colon)
                said = self._from_word(colon, "colon")
                return self._quote(subject, None, said, here), said.following
        if saying is None:
            if here == sentence.first:
                self.speakers.note(passage, here, sentence.last)
            return None, sentence.last
        subject = self.speakers.subject(passage, here, saying.first)
        said_now = self._said(subject, saying, sentence.last) if subject else None
        if subject is None or said_now is None:
            return None, saying.last
        return self._quote(subject, saying, said_now, saying.first), said_now.following

    def _quote(
        self, subject: Subject, saying: Saying | None, said: Said, clause: int
    ) -> QuoteMention | None:
        """`clause`: a word of the clause that tells who speaks."""
        passage = self.passage
        text = passage.text[said.start : said.end]
        if not subject.name or len(text.split()) < MIN_WORDS:
            return None
        sure = CONFIDENCE[said.rule] * SPEAKER_CONFIDENCE[subject.rule]
        told = passage.evidence(clause, clause + 1, said.rule, sure)
        evidence = replace(told, start=said.start, end=said.end)
        return QuoteMention(persian_letters(subject.name), self._verb(saying), text, evidence)

    def _verb(self, saying: Saying | None) -> str:
        if saying is None:
            return ""
        if saying.entry.within:
            return f"{saying.entry.word} {printed(self.passage, saying.last - 1, saying.last)}"
        return printed(self.passage, saying.first, saying.last)

    # -- where it stands --------------------------------------------------------------------------

    def _said(self, subject: Subject, saying: Saying, last: int) -> Said | None:
        passage, entry = self.passage, saying.entry
        if entry.within:
            return self._between(saying.first + 1, saying.last - 1, saying.last)
        if ":" in passage.gap(saying.last):
            return self._from_word(saying.last, "said")
        told = self._told_before(subject, saying)
        if told and not entry.follows:
            return told
        if passage.after(saying.last) == THAT:
            return self._from_word(saying.last + 1, "said", last)
        if told:
            return told
        if entry.follows and passage.after(saying.last) not in {"", AND}:
            return self._from_word(saying.last, "said", last)
        return self._said_first(saying)

    def _said_first(self, saying: Saying) -> Said | None:
        """«…»؛ این را وزیر گفت: a quotation that was closed in this sentence or just before it."""
        words, text = self.passage.words, self.passage.text
        sentence = self.passage.sentence_at(saying.first)
        earliest = words[sentence.first - 1].end if sentence.first else 0
        end = text.rfind("»", earliest, words[saying.first].start)
        start = text.rfind("«", max(0, end - MAX_DIRECT_CHARS), end) + 1 if end >= 0 else 0
        if not start:
            return None
        first = last = saying.first
        while first > 0 and words[first - 1].start >= start:
            first -= 1
            last = first if words[first].start >= end else last
        has_verb = any(is_verb(self.passage.key(number)) for number in range(first, last))
        return Said(start, end, "direct", saying.last) if has_verb else None

    def _told_before(self, subject: Subject, saying: Saying) -> Said | None:
        """«از … خبر داد», «… را یادآور شد»."""
        begin = max(subject.last, saying.first - MAX_TOLD_WORDS)
        marks = (n for n in range(begin, saying.first) if self.passage.key(n) in saying.entry.marks)
        mark = next(marks, None)
        if mark is None:
            return None
        if self.passage.key(mark) != OBJECT:
            return self._between(mark + 1, saying.first, saying.last)
        while self.passage.key(begin) in ALSO:
            begin += 1
        return self._between(begin, mark, saying.last)

    def _between(self, first: int, last: int, following: int) -> Said | None:
        if first >= last:
            return None
        words = self.passage.words
        return Said(words[first].start, words[last - 1].end, "told-of", following)

    def _from_word(self, first: int, rule: str, last: int | None = None) -> Said:
        """What begins at a word: to `last`, else to the end of the speech."""
        passage = self.passage
        if first >= len(passage.words):
            return Said(len(passage.text), len(passage.text), rule, first)
        direct = _in_marks(passage, first)
        if direct:
            return direct
        last = last or self._speech_end(first)
        start, end = passage.words[first].start, passage.words[last - 1].end
        closing = passage.gap(last)
        end += len(closing) - len(closing.lstrip(ENDING))
        return Said(start, end, rule, last)

    def _speech_end(self, first: int) -> int:
        """The word after a speech: where its paragraph ends or the next clause of saying begins."""
        passage = self.passage
        sentence = passage.sentence_at(first)
        run_on = self._next_saying(first, sentence.last)
        runs_on = run_on and run_on.first > first + 1 and ":" in passage.gap(run_on.last)
        if run_on and runs_on and passage.key(run_on.first - 1) in PRONOUNS:
            return run_on.first - 1  # «… است وی افزود: …»
        while sentence.last < len(passage.words) and "\n\n" not in passage.gap(sentence.last):
            following = passage.sentence_at(sentence.last)
            if self._is_clause_of_saying(following):
                break
            sentence = following
        return sentence.last

    def _is_clause_of_saying(self, sentence: Sentence) -> bool:
        first, saying = sentence.first, self._next_saying(sentence.first, sentence.last)
        if saying is None:
            return False
        subject = self.speakers.named(self.passage, first, saying.first)
        return subject is not None or is_left_out(self.passage, first, saying.first)

    def _next_saying(self, first: int, last: int) -> Saying | None:
        number = bisect_left(self._firsts, first)
        if number < len(self.sayings) and self.sayings[number].first < last:
            return self.sayings[number]
        return None

    def _colon(self, first: int, last: int) -> int:
        """The first word after a colon, 0 if there is none."""
        number = bisect_right(self._colons, first)
        return next((n for n in self._colons[number : number + 1] if n <= last), 0)

    def _according_to(self, first: int, last: int) -> tuple[QuoteMention | None, int]:
        """«به گفته وی، …»: what follows the speaker."""
        subject = self.speakers.subject(self.passage, first + 2, last)
        if subject is None or subject.last >= last:
            return None, last
        said = self._from_word(subject.last, "according-to", last)
        return self._quote(subject, None, said, first), said.following


def _in_marks(passage: Passage, first: int) -> Said | None:
    """The words from a quotation mark before a word to the mark that closes it."""
    opening = passage.gap(first).rstrip()[-1:]
    start = passage.words[first].start
    end = _closing(passage.text, start, opening) if opening in CLOSING else 0
    if not end:
        return None
    following = first
    while following < len(passage.words) and passage.words[following].start < end:
        following += 1
    has_verb = any(is_verb(passage.key(n)) for n in range(first, following))
    goes_on = passage.text[end + 1 : end + 3].strip()[:1].isalpha()
    if goes_on and not has_verb:  # «… گفت: «شتابدهنده صادرات» راه افتاد»
        return None
    return Said(start, end, "direct", following)


def _closing(text: str, start: int, opening: str) -> int:
    """Where the mark stands that closes a quotation, marks within it aside; 0 if none does."""
    closing, depth = CLOSING[opening], 1
    for here in range(start, min(len(text), start + MAX_DIRECT_CHARS)):
        if text[here] == closing:
            depth -= 1
        elif text[here] == opening:
            depth += 1
        if depth == 0:
            return here
    return 0
