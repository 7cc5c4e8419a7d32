"""Where sentences begin with who speaks, and whether they speak."""

from __future__ import annotations

from archive.extract.text import Passage
from archive.extract.types import Part
from archive.extract.vocabulary import GROUPS, SAYING_NOUNS, SAYING_VERBS, keys

OPENING_WORDS = 14
SPEECH_WORDS = 60
HEADINGS = (Part.KICKER, Part.HEADLINE)  # here surnames stand for persons
SPEECH = SAYING_VERBS | SAYING_NOUNS
AFTER_SPEAKERS = keys("در با ضمن نیز هم همچنین امروز دیروز روز") | SPEECH
_BEFORE_SPEAKERS = keys("در با طی پس همچنین")
_SIGNATURE = keys("گزارش نقل گفته")


def speaks(passage: Passage, after: int) -> bool:
    """Whether words of speech follow in the sentence, or the colon of a headline."""
    if ":" in passage.gap(after):
        return True
    if passage.after(after) == "و" and passage.key(after + 1) in GROUPS:
        return False  # «رئیس … و نمایندگان …» are many
    last = min(passage.sentence_at(after - 1).last, after + SPEECH_WORDS)
    return any(passage.key(word) in SPEECH for word in range(after, last))


def opens(passage: Passage, first: int) -> bool:
    """Whether a sentence begins here, datelines and «به گزارش …،» aside."""
    opening = range(passage.sentence_at(first).first, first)
    if not opening or (len(opening) == 1 and passage.before(first) == "این"):  # «این مدیر گفت»
        return True
    if len(opening) > OPENING_WORDS or passage.joins(first):
        return False
    if any(passage.key(word) in SAYING_VERBS for word in opening):  # «وی افزود: وزیر …»
        return False
    signed = any(passage.key(word) in _SIGNATURE for word in opening)
    mark = passage.gap(first).strip()
    if mark == "،" and passage.key(opening.start) in _BEFORE_SPEAKERS:  # «در این نشست، رئیس … گفت»
        return True
    return signed or set(mark) <= set("-–—ـ/:؛() ")
