"""The countries and regions that the goods of a story are exported to, or meant for.

Most countries in the news are no markets. So a name counts only where a rule sees it as a
destination: «صادرات … به», «به … صادر», «بازار …», «مقصد صادراتی …»; the names of one list stand
and fall together. Origins, nationalities, hosts and other countries' exports do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from archive.extract.text import Passage, Sentence
from archive.extract.types import Part, PlaceMention
from archive.extract.vocabulary import is_verb, keys, phrase_list, word_list
from archive.gazetteer import MarketEntry, load
from archive.gazetteer.phrases import PhraseTable, key_of

CONFIDENCE = {
    "exports-to": 0.95,
    "to-exported": 0.95,
    "destination": 0.85,
    "sent-to": 0.8,
    "market-of": 0.8,
    "ranked": 0.75,
    "buys-from-iran": 0.7,
    "these-countries": 0.7,
}
# Far enough for «صادرات بیش از … تن … از گمرکات استان … به …».
REACH_BEFORE, REACH_AFTER = 24, 14
RANK_REACH = 6  # words from a name to «در رتبه …»
LIST_REACH = 12  # words between two names of a list, its figures included

EXPORTS = word_list("exports")
SENDING = word_list("sending")
IMPORTS = word_list("imports")
DESTINATIONS = word_list("destinations")
MARKET_WORDS = keys("بازار بازارهای بازارهایی بازارها")
# Between a preposition and the names of a list.
FILLERS = MARKET_WORDS | word_list("market fillers")
LIST_WORDS = FILLERS | word_list("market list words") | word_list("figures in a list")
AND = keys("و یا")
# «نسبت به چین», «سفر به عراق»: not a destination of goods.
OTHER_TO = word_list("to but not for export")
TARGETED = keys("بازار بازارهای کشورهای کشور جامعه")  # «… هدف»
TRAVEL = keys("سفر ورود اعزام عزیمت مهاجرت پرواز")
BOUND_FOR = keys("راهی روانه عازم")
BESIDE = keys("با در")
BUYING = keys("واردات واردکننده واردکنندگان خرید خریدار خریداران")
RANKS = keys("رتبه رتبه‌های رده رده‌های جایگاه جایگاه‌های صدر قرار")
COMPETITORS = keys("رقیب رقیبان رقبا رقبای")  # «رقیبان ما بازار … را گرفته‌اند»
RIVALS = keys("صادرکننده صادرکنندگان تولیدکننده تولیدکنندگان")  # «… جهان»: they sell, not buy
POINTING = keys("این آن همین همان")
AFTER_PARTICIPLES = keys("از به در توسط طی")
INTENDED = keys("قرار بنا")  # «قرار بود به … صادر کنیم که نشد»
BUYERS = keys("مشتریان مشتری خریداران خریدار")
# A country after these is no exporter: «صادرات از مرز افغانستان به …».
NO_EXPORTER_AFTER = word_list("no exporter after")
NO_GOODS = word_list("no goods")
NOT_EXPORTED = word_list("not exported")
TRAP_PHRASES = phrase_list("market traps")


@dataclass(frozen=True)
class Name:
    """A market's name at words `first` to `last`; loose ones are ordinary words too."""

    first: int
    last: int
    market: MarketEntry
    loose: bool


def find_markets(passages: Sequence[Passage]) -> tuple[PlaceMention, ...]:
    """The mentions of export markets, in reading order."""
    words = {word.key for passage in passages for word in passage.words}
    if not words & EXPORTS and not (words & IMPORTS and "ایران" in words):
        return ()
    announced = any(
        word.key in EXPORTS
        for passage in passages
        if passage.part is not Part.BODY
        for word in passage.words
    )
    return tuple(
        PlaceMention(
            name.market.slug, passage.evidence(name.first, name.last, rule, CONFIDENCE[rule])
        )
        for passage in passages
        for name, rule in _markets_of(passage, announced)
    )


def _markets_of(passage: Passage, announced: bool) -> Iterator[tuple[Name, str]]:
    """The markets of a passage; `announced` exports are those of the headline or the lead."""
    names = list(_names(passage))
    for sentence, group, others in _lists(passage, names):
        rule = _rule(passage, sentence, group, others) or (
            "sent-to" if announced and _sent_to(passage, sentence, group) else None
        )
        if rule and any(not name.loose or _has_context(passage, name) for name in group):
            for name in group:
                yield name, rule


def _names(passage: Passage) -> Iterator[Name]:
    for found in _table().find(passage.words):
        if found.value is None:
            continue
        market, loose = found.value
        before = passage.before(found.first)
        plural = passage.key(found.first) != "کشور" or before.isdecimal() or before in FILLERS
        if plural:  # «۱۵ کشور همسایه», not «کشور همسایه عراق»
            yield Name(found.first, found.last, market, loose)


def _has_context(passage: Passage, name: Name) -> bool:
    """Whether a loose name stands beside a word that makes it a country."""
    before, after = passage.before(name.first), passage.after(name.last)
    if before in MARKET_WORDS or before in {"کشور", "کشورهای"}:
        return True
    return before == "به" and not after.isdecimal()


# -- lists ----------------------------------------------------------------------------------------


def _lists(
    passage: Passage, names: Sequence[Name]
) -> Iterator[tuple[Sentence, list[Name], list[Name]]]:
    """Each list of names with its sentence and the sentence's earlier names outside the list."""
    group: list[Name] = []
    earlier: list[Name] = []
    for name in names:
        if group and not _continues(passage, group[-1], name):
            yield passage.sentence_at(group[0].first), group, earlier
            same = passage.sentence_at(name.first) == passage.sentence_at(group[0].first)
            earlier = [*earlier, *group] if same else []
            group = []
        group.append(name)
    if group:
        yield passage.sentence_at(group[0].first), group, earlier


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


# -- rules ----------------------------------------------------------------------------------------


def _rule(
    passage: Passage, sentence: Sentence, group: list[Name], others: list[Name]
) -> str | None:
    first, last = group[0].first, group[-1].last
    here, passed = _before_fillers(passage, sentence, first)
    preposition = passage.key(here) if here >= sentence.first else ""
    if preposition in BOUND_FOR and _about_exports(passage, sentence):
        return "exports-to"
    if preposition == "به":
        if _other_to(passage, sentence, here) or _denied(passage, sentence, last):
            return None
        if _exports_before(passage, sentence, here, others):
            return "exports-to"
        if _exported_after(passage, sentence, last):
            return "to-exported"
    is_origin = preposition == "از" and "جمله" not in passed
    if is_origin and not _is_of_buyers(passage, sentence, here):
        return None
    following = {passage.after(last), passage.key(last + 1)}
    if following & DESTINATIONS and _about_exports(passage, sentence):
        return "destination"
    if preposition not in BESIDE and _buys_from_iran(passage, sentence, group):
        return "buys-from-iran"
    if _after_destinations(passage, sentence, first):
        return "destination"
    nearest = _nearest(passage, sentence, first)
    named_market = passed & MARKET_WORDS and not (
        preposition in POINTING  # «در این بازار»
        or any(passage.key(n) in COMPETITORS for n in range(sentence.first, first))
    )
    if named_market and nearest != "imports" and _about_exports(passage, sentence):
        return "market-of"
    if nearest == "imports" or (preposition in BESIDE and not passed & DESTINATIONS):
        return None
    if _is_destination(passage, sentence):
        return "destination"
    if nearest == "exports" and (preposition == "سهم" or _ranked(passage, sentence, last)):
        return "ranked"
    if passed & {"کشورهای"} and _these_countries(passage, sentence, last):
        return "these-countries"
    return None


def _buys_from_iran(passage: Passage, sentence: Sentence, group: list[Name]) -> bool:
    """«عراق خواستار واردات سیمان از ایران شد», «واردکننده کالا از ایران عراق است»."""
    first = group[0].first
    for here in range(sentence.first + 1, sentence.last):
        if passage.key(here) == "ایران" and passage.before(here) == "از":
            start = sentence.first if here == first - 1 else max(first - 1, sentence.first)
            clause = range(start, here)
            buys = any(passage.key(n) in BUYING for n in clause)
            ends = any(_is_finite(passage, n) for n in clause)
            return buys and not ends and not _denied(passage, sentence, here)
    return False


def _after_destinations(passage: Passage, sentence: Sentence, first: int) -> bool:
    """«در میان مقاصد صادراتی ایران در اروپا، هلند با رشد واردات … و ایتالیا»."""
    return any(
        passage.key(n) in DESTINATIONS and passage.after(n + 1) in EXPORTS
        for n in range(sentence.first, first)
    )


def _before_fillers(passage: Passage, sentence: Sentence, first: int) -> tuple[int, set[str]]:
    """The word before a list that is no filler, and the fillers on the way."""
    here, passed = first - 1, set[str]()
    while here >= sentence.first:
        key = passage.key(here)
        if not (key in FILLERS or key.isdecimal()) or (
            key == "از" and passage.key(here + 1) not in {"جمله"}
        ):
            break
        passed.add(key)
        here -= 1
    return here, passed


def _other_to(passage: Passage, sentence: Sentence, preposition: int) -> bool:
    """«نسبت به چین», «سفر وزیر به عراق»: not a destination of goods."""
    if passage.key(preposition - 1) in OTHER_TO:
        return True
    for here in range(preposition - 1, max(sentence.first, preposition - 5) - 1, -1):
        key = passage.key(here)
        if key in EXPORTS or is_verb(key):
            return False
        if key in TRAVEL:
            return True
    return False


def _is_of_buyers(passage: Passage, sentence: Sentence, here: int) -> bool:
    """«مشتریان … از کشورهای عراق و عمان»."""
    return any(passage.key(n) in BUYERS for n in range(max(sentence.first, here - 6), here))


def _exports_before(
    passage: Passage, sentence: Sentence, preposition: int, others: list[Name]
) -> bool:
    """«صادرات … به»: no verb, no import and no foreign exporter between."""
    exporters = {
        name.first
        for name in others
        if not (_is_region(name) or passage.before(name.first) in NO_EXPORTER_AFTER)
        and (name.market.needs_context or not name.loose)  # «صادرات کره به …» is butter
    }
    for here in range(preposition - 1, max(sentence.first, preposition - REACH_BEFORE) - 1, -1):
        key = passage.key(here)
        if key in EXPORTS:
            is_foreign = any(name.last == here and name.first in exporters for name in others)
            return not is_foreign and passage.key(here + 1) not in NO_GOODS
        if key in SENDING and not is_verb(key):
            return _about_exports(passage, sentence)
        if key in IMPORTS or _is_finite(passage, here):
            return False
        if here in exporters:  # «صادرات گاز قطر به چین»
            return False
        if key == "کشور" and passage.before(here) in POINTING:  # «صادرات گاز این کشور به»
            return False
    return False


def _is_finite(passage: Passage, here: int) -> bool:
    """Whether a verb stands here; «صورت گرفته از» is none."""
    key = passage.key(here)
    return is_verb(key) and not (key.endswith("ه") and passage.after(here + 1) in AFTER_PARTICIPLES)


def _sent_to(passage: Passage, sentence: Sentence, group: list[Name]) -> bool:
    """«راهی بازار امارات», «به مقصد روسیه بارگیری شد», in an article that announces exports."""
    here, _ = _before_fillers(passage, sentence, group[0].first)
    if passage.key(here) in BOUND_FOR:
        return True
    if passage.key(here) != "به" or _denied(passage, sentence, group[-1].last):
        return False
    words = {passage.key(n) for n in range(sentence.first, sentence.last)}
    return bool(words & SENDING) and not words & IMPORTS


def _exported_after(passage: Passage, sentence: Sentence, last: int) -> bool:
    """«به عراق صادر می‌شود», «به عراق ارسال شد»."""
    for here in range(last, min(sentence.last, last + REACH_AFTER)):
        key = passage.key(here)
        if key in EXPORTS:
            return True
        if key in SENDING:
            return _about_exports(passage, sentence)
        if key in IMPORTS or is_verb(key) or key == "از":
            return False
    return False


def _denied(passage: Passage, sentence: Sentence, last: int) -> bool:
    """«صادراتی به سوریه نداریم»: the first verb after the list denies; «قرار بود …» any verb."""
    intended = any(
        passage.key(n) in INTENDED and passage.after(n + 1) == "بود"
        for n in range(sentence.first, last)
    )
    for here in range(last, min(sentence.last, last + REACH_AFTER)):
        key = passage.key(here)
        if key in NOT_EXPORTED:
            return True
        if is_verb(key) and not intended:
            return False
    return False


def _nearest(passage: Passage, sentence: Sentence, first: int) -> str:
    """Whether exports or imports are spoken of nearest before a list, or after it."""
    before = range(first - 1, sentence.first - 1, -1)
    for here in (*before, *range(first, min(sentence.last, first + REACH_AFTER * 2))):
        key = passage.key(here)
        if key in EXPORTS:
            return "exports"
        if key in IMPORTS:
            return "imports"
    return ""


def _about_exports(passage: Passage, sentence: Sentence) -> bool:
    """Whether this sentence or one beside it speaks of exports."""
    number = passage.sentence_number(sentence.first)
    beside = passage.sentences[max(0, number - 1) : number + 2]
    return any(passage.key(here) in EXPORTS for here in range(beside[0].first, beside[-1].last))


def _is_destination(passage: Passage, sentence: Sentence) -> bool:
    words = [passage.key(here) for here in range(sentence.first, sentence.last)]
    targets = any(
        (pair[0] in TARGETED and pair[1] == "هدف") or pair == ("بازار", "صادراتی")
        for pair in pairwise(words)
    )
    return (targets or bool(DESTINATIONS & set(words))) and bool(EXPORTS & set(words))


def _ranked(passage: Passage, sentence: Sentence, last: int) -> bool:
    """«عراق با ۶ میلیارد دلار», «چین ۲۰ درصد», «افغانستان و ترکیه در رتبه‌های بعدی»."""
    following = last + 1 if passage.after(last) == "با" else last
    if passage.key(following).isdecimal() or passage.key(following) in {"بیشترین", "بیش"}:
        return True
    if any(passage.key(n) in RIVALS for n in range(sentence.first, sentence.last)):
        return False
    return any(passage.key(n) in RANKS for n in range(last, min(last + RANK_REACH, sentence.last)))


def _these_countries(passage: Passage, sentence: Sentence, last: int) -> bool:
    """«کشورهای عراق و … که … به این کشورها … صادر شود»."""
    words = [passage.key(here) for here in range(last, sentence.last)]
    back = any(
        words[n : n + 3] in (["به", "این", "کشورها"], ["به", "آن", "کشورها"])
        for n in range(len(words))
    )
    return back and bool(EXPORTS & set(words))


def _is_region(name: Name) -> bool:
    return name.market.kind == "region"


@cache
def _table() -> PhraseTable[tuple[MarketEntry, bool] | None]:
    """Names of markets; the names of Iran, its provinces and other traps stand for None."""
    gazetteer = load()
    markets = [
        (name, (market, market.needs_context or key_of(name) == "کره"))
        for market in gazetteer.markets
        for name in (market.name, *market.aliases)
    ]
    traps = [*TRAP_PHRASES, *(province.name for province in gazetteer.provinces)]
    return PhraseTable([*((trap, None) for trap in traps), *markets])
