"""People whose given names the gazetteer does not hold, or who are named by the surname alone.

Only where an office stands beside the name, or where the name begins a sentence and speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from archive.extract.names import MAX_SURNAME, Name, is_stop, name_at, unlisted_name
from archive.extract.place_names import place_table
from archive.extract.roles import Role
from archive.extract.speech import AFTER_SPEAKERS, HEADINGS, opens, speaks
from archive.extract.text import Passage
from archive.extract.vocabulary import keys
from archive.gazetteer.phrases import is_dictionary_word
from archive.gazetteer.sources import source_names

BEFORE_NAMES = keys("حضور قول نقل گفته سخنان اظهارات حکم پیشنهاد دستور ریاست آقایان")


def unlisted_speaker(passage: Passage, here: int) -> Name | None:
    """«خزعل باوی‌پور در گفت‌وگو با … افزود»: a rare given name where a speaker begins."""
    if passage.joins(here) or passage.part in HEADINGS or is_dictionary_word(passage.key(here)):
        return None
    for last in range(here + MAX_SURNAME, here + 1, -1):
        name = unlisted_name(passage, here, last) if passage.key(last) in AFTER_SPEAKERS else None
        if name and opens(passage, here) and speaks(passage, last):
            return name
    return None


def unlisted_beside(passage: Passage, role: Role, named: int) -> Iterator[Name]:
    """Rare given names, or surnames alone, between marks and an office.

    `named` is where the last name before the office ends; its words are no other name.
    """
    if passage.part in HEADINGS:
        return
    begin, end = _run_before(passage, role.first), _run_after(passage, role.last)
    for start, last, edge in ((begin, role.first, role.first), (role.last, end, role.last)):
        is_rare = not any(is_dictionary_word(passage.key(n)) for n in range(start, last))
        touches = passage.joins(edge)
        if start < named or (touches and (start == role.last or not is_rare)):
            continue
        name = unlisted_name(
            passage,
            start,
            last,
            fewest=1 if is_rare and role.tells_office else 2,
            is_sure=_is_lone_surname(passage, start, last, touches=touches)
            or (is_rare and not touches and _is_between_marks(passage, start, last)),
        )
        if name and name_at(passage, start) is None:
            yield name


def _is_lone_surname(passage: Passage, start: int, last: int, *, touches: bool) -> bool:
    """«وزیر صمت، فاطمی‌امین، گفت», «با حضور فاطمی‌امین وزیر صمت»."""
    is_other = place_table().at(passage.words, start) or source_names().at(passage.words, start)
    if last - start != 1 or is_other:
        return False
    if touches:
        return passage.before(start) in BEFORE_NAMES
    begins = passage.key(last) in AFTER_SPEAKERS or opens(passage, start)
    return len(passage.key(start)) > 3 and begins


def _is_between_marks(passage: Passage, start: int, last: int) -> bool:
    """«استاندار قزوین، شروین باراجین، …»: two rare words that a mark ends too."""
    is_place = any(place_table().at(passage.words, number) for number in range(start, last))
    return last - start == 2 and not passage.joins(last) and not is_place


def _run_before(passage: Passage, end: int) -> int:
    """Where the words begin that no mark parts before a word, as far as a name reaches."""
    first = end - 1
    while first > end - 1 - MAX_SURNAME and not _parts_names(passage, first):
        first -= 1
    return max(first, 0)


def _parts_names(passage: Passage, number: int) -> bool:
    """Whether no name reaches from before a word into it."""
    before = passage.before(number)
    return is_stop(before) or before in BEFORE_NAMES


def _run_after(passage: Passage, start: int) -> int:
    """Where the words end that no mark parts from a word, or where speech begins."""
    last = start + 1
    while last <= start + MAX_SURNAME and passage.joins(last):
        if passage.key(last) in AFTER_SPEAKERS:
            break
        last += 1
    return min(last, len(passage.words))
