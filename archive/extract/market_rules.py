"""What makes a list of countries one of markets. `RULES` is read from top to bottom.

Each rule is a small function of a list: does it hold there?
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from archive.extract.market_lists import MARKET_WORDS, MarketList
from archive.extract.vocabulary import is_verb, keys, word_list

# Far enough for «صادرات بیش از … تن … از گمرکات استان … به …».
REACH_BEFORE, REACH_AFTER = 24, 14
RANK_REACH = 6  # words from a name to «در رتبه …»
NEAR = 6

EXPORTS = word_list("exports")
SENDING = word_list("sending")
IMPORTS = word_list("imports")
DESTINATIONS = word_list("destinations")
# «نسبت به چین», «سفر به عراق»: not a destination of goods.
OTHER_TO = word_list("to but not for export")
NO_EXPORTER_AFTER = word_list("no exporter after")  # «صادرات از مرز افغانستان به …»
NO_GOODS = word_list("no goods")
NOT_EXPORTED = word_list("not exported")
TRAVEL = keys("سفر ورود اعزام عزیمت مهاجرت پرواز")
BOUND_FOR = keys("راهی روانه عازم")
BESIDE = keys("با در")
BUYERS = keys("مشتریان مشتری خریداران خریدار")
BUYING = keys("واردات واردکننده واردکنندگان خرید خریدار خریداران")
TARGETED = keys("بازار بازارهای کشورهای کشور جامعه")  # «… هدف»
RANKS = keys("رتبه رتبه‌های رده رده‌های جایگاه جایگاه‌های صدر قرار")
COMPETITORS = keys("رقیب رقیبان رقبا رقبای")
SELLERS = keys("صادرکننده صادرکنندگان تولیدکننده تولیدکنندگان")
POINTING = keys("این آن همین همان")
AFTER_PARTICIPLES = keys("از به در توسط طی")
INTENDED = keys("قرار بنا")


def rule_of(markets: MarketList) -> str | None:
    """The rule by which a list is one of markets; None where it is none."""
    return next((rule for rule, holds in RULES if holds(markets)), None)


# -- the rules, in the order of RULES -------------------------------------------------------------


def _is_bound_for(markets: MarketList) -> bool:
    """«راهی عراق شد»."""
    return markets.preposition in BOUND_FOR and (markets.is_announced or _is_about_exports(markets))


def _is_otherwise_to(markets: MarketList) -> bool:
    """«نسبت به چین», «سفر وزیر به عراق»: not a destination of goods."""
    if markets.preposition != "به":
        return False
    if markets.passage.key(markets.before - 1) in OTHER_TO:
        return True
    for key in reversed(list(markets.keys(markets.before - NEAR + 1, markets.before))):
        if key in EXPORTS or is_verb(key):
            return False
        if key in TRAVEL:
            return True
    return False


def _is_denied(markets: MarketList) -> bool:
    """«صادراتی به سوریه نداریم»."""
    return markets.preposition == "به" and _verb_denies(markets, markets.last)


def _follows_exports(markets: MarketList) -> bool:
    """«صادرات … به»: no verb, no import and no foreign exporter between."""
    if markets.preposition != "به":
        return False
    passage, exporters = markets.passage, _exporters(markets)
    start = max(markets.sentence.first, markets.before - REACH_BEFORE)
    for here in range(markets.before - 1, start - 1, -1):
        key = passage.key(here)
        if key in EXPORTS:  # but not «ترکیه صادرات … به», «صدور مجوز … به»
            return here not in exporters.values() and passage.key(here + 1) not in NO_GOODS
        if key in SENDING and not is_verb(key):
            return _is_about_exports(markets)
        if key in IMPORTS or _is_finite(markets, here):
            return False
        if here in exporters:  # «صادرات گاز قطر به چین»
            return False
        if key == "کشور" and passage.before(here) in POINTING:  # «صادرات گاز این کشور به»
            return False
    return False


def _precedes_exports(markets: MarketList) -> bool:
    """«به عراق صادر می‌شود», «به عراق ارسال شد»."""
    if markets.preposition != "به":
        return False
    for key in markets.keys(markets.last, markets.last + REACH_AFTER):
        if key in EXPORTS:
            return True
        if key in SENDING:
            return _is_about_exports(markets)
        if key in IMPORTS or is_verb(key) or key == "از":
            return False
    return False


def _is_sent_to(markets: MarketList) -> bool:
    """«به مقصد روسیه بارگیری شد», in an article that announces exports."""
    is_sent = bool(markets.words & SENDING) and not markets.words & IMPORTS
    return markets.is_announced and markets.preposition == "به" and is_sent


def _is_origin(markets: MarketList) -> bool:
    """«از چین»; but not «مشتریان … از کشورهای عراق و عمان»."""
    if markets.preposition != "از":
        return False
    return not any(key in BUYERS for key in markets.keys(markets.before - NEAR, markets.before))


def _is_called_destination(markets: MarketList) -> bool:
    """«عراق، خریدار …», «عراق و چین مقصد …»."""
    following = {markets.passage.after(markets.last), markets.passage.key(markets.last + 1)}
    return bool(following & DESTINATIONS) and _is_about_exports(markets)


def _buys_from_iran(markets: MarketList) -> bool:
    """«عراق خواستار واردات سیمان از ایران شد», «واردکننده کالا از ایران عراق است»."""
    passage, sentence, first = markets.passage, markets.sentence, markets.first
    if markets.preposition in BESIDE:
        return False
    for here in range(sentence.first + 1, sentence.last):
        if passage.key(here) == "ایران" and passage.before(here) == "از":
            clause = range(sentence.first if here == first - 1 else first - 1, here)
            buys = any(key in BUYING for key in markets.keys(clause.start, here))
            ends = any(_is_finite(markets, number) for number in clause)
            return buys and not ends and not _verb_denies(markets, here)
    return False


def _follows_destinations(markets: MarketList) -> bool:
    """«در میان مقاصد صادراتی ایران، هلند با رشد واردات … و ایتالیا»."""
    before = markets.keys(markets.sentence.first, markets.first)
    return any(one in DESTINATIONS and two in EXPORTS for one, two in pairwise(before))


def _is_market_of(markets: MarketList) -> bool:
    """«بازار عراق»; but not «در این بازار عراق …», «رقیبان ما بازار … را گرفته‌اند»."""
    if not markets.fillers & MARKET_WORDS or markets.preposition in POINTING:
        return False
    if any(key in COMPETITORS for key in markets.keys(markets.sentence.first, markets.first)):
        return False
    return _nearest_trade(markets) is not IMPORTS and _is_about_exports(markets)


def _is_about_imports(markets: MarketList) -> bool:
    return _nearest_trade(markets) is IMPORTS


def _is_beside(markets: MarketList) -> bool:
    """«در ترکیه», «با طرف‌های چینی»; but not «در مقاصد …»."""
    return markets.preposition in BESIDE and not markets.fillers & DESTINATIONS


def _stands_with_destinations(markets: MarketList) -> bool:
    """«مقصد صادرات …», «بازار هدف …», «بازار صادراتی …» anywhere in the sentence."""
    words = list(markets.keys(markets.sentence.first, markets.sentence.last))
    is_target = any(
        (one in TARGETED and two == "هدف") or (one, two) == ("بازار", "صادراتی")
        for one, two in pairwise(words)
    )
    return (is_target or bool(DESTINATIONS & set(words))) and bool(EXPORTS & set(words))


def _is_ranked(markets: MarketList) -> bool:
    """«عراق با ۶ میلیارد دلار», «سهم عراق از صادرات», «افغانستان در رتبه‌های بعدی»."""
    if _nearest_trade(markets) is not EXPORTS:
        return False
    passage, last = markets.passage, markets.last
    following = passage.key(last + 1 if passage.after(last) == "با" else last)
    if markets.preposition == "سهم" or following.isdecimal():
        return True
    if following in {"بیشترین", "بیش"}:
        return True
    ranks = any(key in RANKS for key in markets.keys(last, last + RANK_REACH))
    return ranks and not markets.words & SELLERS  # those sell: «صادرکنندگان بزرگ جهان»


def _are_these_countries(markets: MarketList) -> bool:
    """«کشورهای عراق و … که … به این کشورها … صادر شود»."""
    words = list(markets.keys(markets.last, markets.sentence.last))
    pointed = any(
        words[n : n + 3] in (["به", "این", "کشورها"], ["به", "آن", "کشورها"])
        for n in range(len(words))
    )
    return "کشورهای" in markets.fillers and pointed and bool(EXPORTS & set(words))


# The first that holds decides; None: no markets.
RULES: tuple[tuple[str | None, Callable[[MarketList], bool]], ...] = (
    ("exports-to", _is_bound_for),
    (None, _is_otherwise_to),
    (None, _is_denied),
    ("exports-to", _follows_exports),
    ("to-exported", _precedes_exports),
    ("sent-to", _is_sent_to),
    (None, _is_origin),
    ("destination", _is_called_destination),
    ("buys-from-iran", _buys_from_iran),
    ("destination", _follows_destinations),
    ("market-of", _is_market_of),
    (None, _is_about_imports),
    (None, _is_beside),
    ("destination", _stands_with_destinations),
    ("ranked", _is_ranked),
    ("these-countries", _are_these_countries),
)
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


# -- what the rules share -------------------------------------------------------------------------


def _exporters(markets: MarketList) -> dict[int, int]:
    """Where earlier names in the sentence begin and end that may be exporters themselves."""
    return {
        name.first: name.last
        for name in markets.earlier
        if name.market.kind == "country"
        and markets.passage.before(name.first) not in NO_EXPORTER_AFTER
        and (name.market.needs_context or not name.loose)  # «صادرات کره به …» is butter
    }


def _is_finite(markets: MarketList, here: int) -> bool:
    """Whether a verb stands here; «صورت گرفته از» is none."""
    key, after = markets.passage.key(here), markets.passage.after(here + 1)
    return is_verb(key) and not (key.endswith("ه") and after in AFTER_PARTICIPLES)


def _verb_denies(markets: MarketList, after: int) -> bool:
    """Whether the first verb after a word denies; after «قرار بود …» any verb may."""
    before = markets.keys(markets.sentence.first, after)
    was_intended = any(one in INTENDED and two == "بود" for one, two in pairwise(before))
    for key in markets.keys(after, after + REACH_AFTER):
        if key in NOT_EXPORTED:
            return True
        if is_verb(key) and not was_intended:
            return False
    return False


def _nearest_trade(markets: MarketList) -> frozenset[str] | None:
    """EXPORTS or IMPORTS: which are spoken of nearest before the list, else after it."""
    before = reversed(list(markets.keys(markets.sentence.first, markets.first)))
    after = markets.keys(markets.first, markets.first + 2 * REACH_AFTER)
    for key in (*before, *after):
        if key in EXPORTS:
            return EXPORTS
        if key in IMPORTS:
            return IMPORTS
    return None


def _is_about_exports(markets: MarketList) -> bool:
    """Whether the list's sentence or one beside it speaks of exports."""
    passage = markets.passage
    number = passage.sentence_number(markets.first)
    beside = passage.sentences[max(0, number - 1) : number + 2]
    return any(passage.key(here) in EXPORTS for here in range(beside[0].first, beside[-1].last))
