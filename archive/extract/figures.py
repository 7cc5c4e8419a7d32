"""The quantities of an article: value, unit, how exact, what of, in which period, who says it.

Numbers without a unit are no figures unless they are large («سه میلیون»); dates, hours, ordinals
and the numbers of laws, floors and codes never are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from archive.extract.figure_context import bound_of, counted_thing, period_of
from archive.extract.numbers import Number, may_begin_a_number, number_at
from archive.extract.text import Passage
from archive.extract.types import Bound, FigureMention, QuoteMention
from archive.extract.vocabulary import FUNCTION_WORDS, TIME_WORDS, is_verb, keys, word_list
from archive.gazetteer import UnitEntry, load
from archive.gazetteer.phrases import PhraseTable, is_dictionary_word

CONFIDENCE = {"amount": 0.95, "count": 0.9, "shared-unit": 0.85, "things": 0.75, "large": 0.65}
SMALL_SCALE = 1_000_000  # from here on a number needs no unit
PERCENT_SIGNS = frozenset("%٪")
HALF = "نیم"
RANGE = keys("تا الی")
JOINTS = RANGE | keys("و یا به")
DASHES = frozenset("-–—ـ")
DATES = word_list("dates and hours")
NUMBERED = word_list("numbered things")
NUMBERED_TIMES = word_list("numbered times")
NEVER_COUNTED = word_list("never counted")
VAGUE = word_list("vague numbers")
LIGHT_VERBS = word_list("light verbs")
VERBS_OF_NOUNS = LIGHT_VERBS - keys("بود بودند شود میشود")
SCALE_ADJECTIVES = keys("میلیونی میلیاردی هزاری")
DETERMINERS = keys("این آن هر همین همان")
_NO_THING = FUNCTION_WORDS | TIME_WORDS | NEVER_COUNTED
_AMOUNTS = ("money", "percent", "measure", "multiple")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts: `last` is the word after it, `sign_end` the offset after a «٪»."""

    name: str
    rule: str
    last: int
    factor: int = 1
    sign_end: int = 0


def find_figures(
    passages: Sequence[Passage], quotes: Sequence[QuoteMention]
) -> tuple[FigureMention, ...]:
    """The figures of an article in reading order; those within a quote have its speaker."""
    return tuple(
        replace(figure, speaker=_speaker_of(figure, quotes))
        for passage in passages
        for figure in _figures_of(passage)
    )


def _speaker_of(figure: FigureMention, quotes: Sequence[QuoteMention]) -> str:
    here = figure.evidence
    for quote in quotes:
        said = quote.evidence
        if said.part == here.part and said.start <= here.start < said.end:
            return quote.speaker
    return ""


def _figures_of(passage: Passage) -> Iterator[FigureMention]:
    for chain in _chains(passage):
        last = chain[-1]
        unit = _unit_of(passage, last, is_first=len(chain) == 1)
        if unit is None or not _is_counted(passage, chain, unit):
            continue
        phrase = (chain[0].first, unit.last)
        for number in chain[:-1]:
            shared = replace(unit, rule="shared-unit", last=number.last, sign_end=0)
            yield _figure(passage, _scaled(number, last), shared, phrase)
        yield _figure(passage, *_and_a_half(passage, last, unit), phrase)


def _and_a_half(passage: Passage, number: Number, unit: Unit) -> tuple[Number, Unit]:
    """«یک کیلو و نیم» as one and a half."""
    if unit.sign_end or number.scale > 1 or passage.after(unit.last) != "و":
        return number, unit
    if passage.after(unit.last + 1) != HALF:
        return number, unit
    return replace(number, value=number.value + Decimal("0.5")), replace(unit, last=unit.last + 2)


# -- numbers that share a unit --------------------------------------------------------------------


def _chains(passage: Passage) -> Iterator[list[Number]]:
    """Numbers that only «تا», «و», «به» or a dash parts: «۲۰ تا ۳۰ درصد», «از ۲۰ به ۳۵ درصد»."""
    chain: list[Number] = []
    last = 0
    for here in [n for n, key in enumerate(passage.keys) if may_begin_a_number(key)]:
        number = number_at(passage, here) if here >= last else None
        if number is None:
            continue
        if chain and not _follows(passage, chain[-1], number):
            yield chain
            chain = []
        chain.append(number)
        last = number.last
    if chain:
        yield chain


def _follows(passage: Passage, before: Number, number: Number) -> bool:
    if number.first == before.last:
        return passage.gap(number.first).strip() in DASHES
    joint = passage.key(before.last)
    if number.first != before.last + 1 or joint not in JOINTS:
        return False
    if joint == "به" and passage.before(before.first) != "از":
        return False
    return passage.joins(before.last) and passage.joins(number.first)


def _scaled(number: Number, last: Number) -> Number:
    """«۳» of «۳ تا ۵ میلیون» as three million."""
    if number.scale == 1 and last.scale > 1 and number.value < last.value / last.scale:
        return replace(number, value=number.value * last.scale, scale=last.scale)
    return number


# -- units ----------------------------------------------------------------------------------------


@cache
def _units() -> PhraseTable[UnitEntry]:
    return PhraseTable(
        (spelling, unit) for unit in load().units for spelling in (unit.name, *unit.spellings)
    )


def _unit_of(passage: Passage, number: Number, *, is_first: bool) -> Unit | None:
    """The unit after a number; «٪» may also stand before it."""
    after = passage.gap(number.last)
    if after[:1] in PERCENT_SIGNS or after[:2].strip() in PERCENT_SIGNS:
        start = passage.words[number.last - 1].end
        return Unit("درصد", "amount", number.last, sign_end=start + len(after[:2].rstrip()))
    if is_first and passage.gap(number.first)[-1:] in PERCENT_SIGNS:
        return Unit("درصد", "amount", number.last)
    found = _units().at(passage.words, number.last) if passage.joins(number.last) else None
    if found and all(passage.joins(n) for n in range(number.last + 1, found.last)):
        if found.value.kind == "time" and not _is_large(number):
            return None
        rule = "amount" if found.value.kind in _AMOUNTS else "count"
        return Unit(found.value.name, rule, found.last, found.value.factor)
    thing = passage.after(number.last)
    if thing in DATES:
        return None
    is_adjective = passage.key(number.last - 1) in SCALE_ADJECTIVES  # «وام یک میلیونی»
    following = passage.after(number.last + 1)
    is_of_a_verb = following in VERBS_OF_NOUNS  # «۴۵ هزار تحویل شد»
    if _is_thing(thing) and not is_adjective and not is_of_a_verb:
        return Unit(_printed_thing(passage, number.last), "things", number.last + 1)
    return Unit("", "large", number.last) if _is_large(number) else None


def _is_large(number: Number) -> bool:
    """«سه میلیون», «دو میلیون و ۳۰۰»; a long row of digits alone may be a code."""
    in_words = number.scale > 1 or number.last - number.first > 1
    return in_words and number.value >= SMALL_SCALE


def _is_thing(key: str) -> bool:
    return (
        len(key) > 1
        and not key.isdecimal()
        and not key.isascii()
        and key not in _NO_THING
        and not is_verb(key)
    )


def _printed_thing(passage: Passage, number: int) -> str:
    """The word as printed; «۶۰ خدمتی» counts «خدمت»."""
    word = passage.words[number]
    printed = passage.text[word.start : word.end]
    is_adjective = word.key.endswith("ی") and is_dictionary_word(word.key[:-1])
    if is_adjective and not is_dictionary_word(word.key):
        return printed[:-1].rstrip("\u200c")
    return printed


# -- what is no figure ----------------------------------------------------------------------------


def _is_counted(passage: Passage, chain: Sequence[Number], unit: Unit) -> bool:
    first, last = chain[0], chain[-1]
    head = passage.before(first.first)
    if head in VAGUE or head.isdecimal():  # «۲ ۴ میلیون»: a lost decimal sign
        return False
    if unit.rule != "amount" and any(map(_looks_like_a_year, chain)):
        closes = passage.after(unit.last) in LIGHT_VERBS  # «در نیمه اول ۱۳۹۸ بسته شد»
        return unit.rule == "count" and head not in NUMBERED_TIMES and not closes
    if unit.rule == "amount":
        return not _is_article(passage, first, unit)
    if last.scale > 1:
        return True
    if head in NUMBERED or (head in NUMBERED_TIMES and unit.rule != "count"):
        return False
    if last.has_digits:
        return True
    if unit.rule != "count":
        return False
    return not last.is_small_word or (last.value > 2 and head not in DETERMINERS)


def _looks_like_a_year(number: Number) -> bool:
    plain = number.has_digits and number.last - number.first == 1
    return plain and (1300 <= number.value <= 1420 or 1900 <= number.value <= 2050)


def _is_article(passage: Passage, number: Number, unit: Unit) -> bool:
    """«یک تن» and «سه تن از اعضا» are people, «یک متر» is seldom meant as a figure."""
    if not number.is_small_word:
        return False
    if passage.before(number.first) in DETERMINERS:  # «هر یک دلار»
        return True
    if unit.name == "تن" and passage.after(unit.last) == "از":
        return True
    return number.value == 1 and unit.name in {"تن", "گرم", "متر", "درجه", "برابر"}


# -- one figure -----------------------------------------------------------------------------------


def _figure(passage: Passage, number: Number, unit: Unit, phrase: tuple[int, int]) -> FigureMention:
    """`phrase`: the words from the first number of the range to after the unit that all share."""
    evidence = passage.evidence(number.first, unit.last, unit.rule, CONFIDENCE[unit.rule])
    words_end = evidence.end
    if unit.sign_end:
        evidence = replace(evidence, end=unit.sign_end)
    text = passage.text[evidence.start : evidence.end]
    if text not in evidence.sentence:
        sign = passage.text[words_end : evidence.end]
        evidence = replace(evidence, sentence=f"{evidence.sentence}{sign}")
    return FigureMention(
        value=float(number.value * Decimal(unit.factor)),
        unit=unit.name,
        text=" ".join(text.split()),
        bound=_bound(passage, number),
        of=counted_thing(passage, *phrase, is_count=unit.rule in {"count", "things"}),
        period=period_of(passage, number.first),
        speaker="",
        evidence=evidence,
    )


def _bound(passage: Passage, number: Number) -> Bound:
    """A range says at least and at most; else the words before the number say it."""
    before = passage.before(number.first)
    is_upper = before in RANGE and _ends_in_a_number(passage, number.first - 1)
    if is_upper:
        return Bound.AT_MOST
    if passage.after(number.last) in RANGE and number_at(passage, number.last + 1):
        return Bound.AT_LEAST
    return bound_of(passage, number.first)


def _ends_in_a_number(passage: Passage, end: int) -> bool:
    """Whether a word that is a number stands just before word `end`."""
    return passage.joins(end) and end > 0 and number_at(passage, end - 1) is not None
