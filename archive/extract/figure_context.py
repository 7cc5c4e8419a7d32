"""What stands around a number: how exact it is meant, what it counts, for which period."""

from __future__ import annotations

import re
from functools import cache

from archive.extract.text import Passage
from archive.extract.types import Bound
from archive.extract.vocabulary import PREPOSITIONS, TIME_WORDS, is_verb, keys, word_list
from archive.gazetteer import load

ABOUT = word_list("about")
AT_LEAST = word_list("at least")
AT_MOST = word_list("at most")
BEFORE_AN_AMOUNT = word_list("before an amount")
MAX_THING_WORDS = 7
_TO, _HAND, _LITTLE = "تا", "دست", "کم"
_CLAUSE_STARTS = keys("که اما ولی تا همچنین")
_THING_STOPS = PREPOSITIONS | TIME_WORDS | keys("و یا که است هم نیز این آن آنها آنان دیگر")
_S = r"[\s\u200c]+"
_DIGIT = r"[\d۰-۹]"
_NUMBER = rf"(?:{_DIGIT}+|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|یازده|دوازده){_S}?"
_WHICH = "جاری|گذشته|قبل|پیش|آینده"
_AMOUNT = rf"(?:{_S}(?:درصد|هزار|میلیون|میلیارد|تن|دلار|نفر|واحد)(?!\w)|\s*[٪%])"
_YEAR = rf"(?:امسال|پارسال|سال{_S}(?:{_WHICH}|{_DIGIT}{{4}}|{_DIGIT}{{2}}(?!{_AMOUNT})))"
_SPAN = rf"{_NUMBER}(?:ماهه|ماه|روزه|روز|هفته|ساله|سال)"
_ORDER = "(?:نخست|اول|دوم|ابتدایی|ابتدای|آغازین|پایانی|منتهی|گذشته|اخیر|آینده|امسال)"
_PART = rf"(?:(?:نیمه|سه‌ماهه|فصل){_S}{_ORDER}|ابتدای|آغاز|پایان|بهار|تابستان|پاییز|زمستان)"
_NOT_NAMED = rf"(?!{_S}(?:{_WHICH}|{_DIGIT}))"
_RATE = rf"سالانه|سالیانه|ماهانه|روزانه|هفتگی|(?:در|هر){_S}(?:سال|ماه|روز){_NOT_NAMED}"
_DATED = rf"{_SPAN}{_S}{_ORDER}(?:{_S}{_YEAR})?|(?:{_SPAN}{_S}|{_PART}{_S})?{_YEAR}"
_PERIOD = re.compile(rf"(?<!\w)(?:{_DATED}|{_RATE})(?!\w)")


def bound_of(passage: Passage, first: int) -> Bound:
    """What «حدود», «بیش از», «دست کم», «حداکثر», «تا» before a number say."""
    here = first
    for _ in range(3):
        key = passage.before(here)
        if not key:
            break
        if key == _LITTLE and passage.before(here - 1) == _HAND:
            return Bound.AT_LEAST
        for words, bound in (
            (ABOUT, Bound.ABOUT),
            (AT_LEAST, Bound.AT_LEAST),
            (AT_MOST, Bound.AT_MOST),
        ):
            if key in words:
                return bound
        if key not in BEFORE_AN_AMOUNT:
            break
        here -= 1
    return Bound.AT_MOST if passage.before(first) == _TO else Bound.EXACT


@cache
def _amount_words() -> frozenset[str]:
    """Words that end another amount: «… تومان و سکه گرمی ۲ میلیون تومان»."""
    units = [unit.name for unit in load().units if unit.kind not in {"count", "time"}]
    return keys(" ".join(units)) | keys("هزار میلیون میلیارد")


def counted_thing(passage: Passage, first: int, last: int, *, is_count: bool) -> str:
    """What a figure is of, "" when unclear.

    Of a count its unit with the words after it («واحد تولیدی و صادراتی»); of an amount the words
    after it («۳۰٪ فروش این صنعت»), else those before («سهم صادرات به ۳۵ درصد رسید»).
    """
    after = _words_from(passage, last)
    if is_count and last > first:
        return _printed(passage, last - 1, after)
    if after > last:
        return _printed(passage, last, after)
    begin = _words_before(passage, first)
    return _printed(passage, *begin) if begin else ""


def _words_from(passage: Passage, start: int) -> int:
    """The word after the nouns and adjectives that follow, «و» between two of them."""
    here = start
    while here - start < MAX_THING_WORDS and (key := _after_sign(passage, here)):
        if key in _THING_STOPS or is_verb(key) or key.isdecimal():
            break
        here += 1
        following = passage.after(here + 1)
        pair = passage.after(here) == "و" and key.endswith("ی") and following.endswith("ی")
        if pair and not is_verb(following):
            here += 1
    if is_verb(passage.after(here)) and here > start:  # «واردات انجام می‌دهند»
        here -= 1
    return here


def _after_sign(passage: Passage, number: int) -> str:
    """The key of the word if space or «٪» parts it from the word before."""
    gap = passage.gap(number).strip()
    return passage.key(number) if gap in {"٪", "%"} else passage.after(number)


def _words_before(passage: Passage, first: int) -> tuple[int, int] | None:
    """The words before «… به», «… با», «… بیش از» and a number, back to where the clause began."""
    last = first
    while passage.joins(last) and (
        passage.key(last - 1) in BEFORE_AN_AMOUNT
        or passage.key(last - 1) in ABOUT | AT_LEAST | AT_MOST
    ):
        last -= 1
    here = last
    while passage.joins(here) and last - here < MAX_THING_WORDS:
        key = passage.key(here - 1)
        if key in _CLAUSE_STARTS | _amount_words() or is_verb(key) or key.isdecimal():
            break
        here -= 1
    while here < last and passage.key(here) in PREPOSITIONS | {"و"}:
        here += 1
    return (here, last) if here < last else None


def _printed(passage: Passage, first: int, last: int) -> str:
    text = passage.text[passage.words[first].start : passage.words[last - 1].end]
    return " ".join(text.split())


def period_of(passage: Passage, number: int) -> str:
    """The period that the number's sentence names nearest to it: «هشت ماهه امسال»; else ""."""
    sentence = passage.sentence_at(number)
    start, end = passage.words[sentence.first].start, passage.words[sentence.last - 1].end
    at = passage.words[number].start
    found = _PERIOD.finditer(passage.text, start, end)
    nearest = min(found, key=lambda match: abs(match.start() - at), default=None)
    return " ".join(nearest[0].split()) if nearest else ""
