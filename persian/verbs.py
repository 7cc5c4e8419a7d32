"""What Persian writes beside a verb, and which words are forms of one."""

from persian.lexicon import Kind, lexicon

VERB_PREFIXES = frozenset({"می", "نمی", "همی"})
PREVERBS = ("بر", "در", "باز", "فرا", "فرو", "وا")
COPULAS = frozenset(
    (
        *("است", "اند", "ام", "ایم", "اید", "بود", "بودم", "بودیم", "بودید", "بودند", "باشد"),
        *("باشم", "باشیم", "باشید", "باشند", "نیست", "نیستند", "نبود", "نبودند", "نباشد", "نباشند"),
    )
)
FUTURE = frozenset(
    sign + "خواه" + person for sign in ("", "ن") for person in ("م", "ی", "د", "یم", "ید", "ند")
)
# After a noun these are the verb, never the end of a compound.
LIGHT_VERBS = frozenset(
    (
        *("شد", "کرد", "بود", "داد", "داشت", "گرفت", "گفت", "آمد", "رفت", "زد", "آورد", "برد"),
        *("خورد", "یافت", "است", "هست", "خواست", "توانست", "گذشت", "ماند", "نمود", "گردید", "گشت"),
    )
)
# With a copula these say what something is («آماده است»), not what it has done.
_STATES = frozenset(
    (
        *("آماده", "شایسته", "بایسته", "پیچیده", "گسترده", "وابسته", "خسته", "فرسوده", "آلوده"),
        *("افسرده", "آسوده", "آزرده", "سنجیده", "ستوده"),
    )
)


def is_verb_form(word: str) -> bool:
    entry = lexicon().get(word)
    return bool(entry and entry.kind & Kind.VERB)


def is_verbal(word: str) -> bool:
    """Whether a word after a noun is rather a verb («قرار داد») than half of a compound."""
    entry = lexicon().get(word)
    verbal = Kind.VERB | Kind.PARTICIPLE
    return word in LIGHT_VERBS or bool(entry and entry.kind & verbal and not entry.frequency)


def is_participle(word: str) -> bool:
    entry = lexicon().get(word)
    return bool(entry and entry.kind & Kind.PARTICIPLE)


def is_perfect(word: str, copula: str) -> bool:
    """Whether these are a verb («رفته است»), not an adjective and «است»."""
    return copula in COPULAS and is_participle(word) and word not in _STATES


def is_past_stem(word: str) -> bool:
    return is_participle(word + "ه")


def past_stem(participle: str) -> str:
    """«گفت» of «گفته»."""
    entry = lexicon().get(participle)
    if entry is None or not entry.kind & Kind.VERB:
        entry = lexicon().get(participle[:-1])
    return entry.lemma if entry else participle[:-1]


def preverb(piece: str) -> str:
    """«بر» of «برمی‌گردد», else ""."""
    found = piece.removesuffix("می").removesuffix("ن")
    return found if piece.endswith("می") and found in PREVERBS else ""
