"""Examples of queries for the help page and docs/search-syntax.md; a test runs them."""

from dataclasses import dataclass

ZWNJ = "\u200c"


@dataclass(frozen=True)
class Example:
    """Queries that find the same, and what that is: in Persian for readers, in English for docs."""

    queries: tuple[str, ...]
    finds: str
    meaning: str


_SYNTAX = (
    Example(
        ("صنایع کوچک",),
        "مقاله‌هایی که هر دو واژه را دارند؛ هرچه نزدیک‌تر، بالاتر",
        "both words, in any order; near each other ranks higher",
    ),
    Example(
        ('"صنایع کوچک"',),
        "همین عبارت، واژه‌ها پشت سر هم",
        "the words one after the other",
    ),
    Example(
        ('"صادرات استان"~5',),
        "همین واژه‌ها به همین ترتیب، با فاصلهٔ دست بالا پنج واژه",
        "the words in this order, at most five places apart",
    ),
    Example(
        ("عراق یا قزوین", "عراق OR قزوین"),
        "یکی از این دو، یا هر دو",
        "either word",
    ),
    Example(
        ("صادرات AND عراق",),
        "هر دو واژه، بی هیچ چشم‌پوشی",
        "both words, never widened",
    ),
    Example(
        ("صادرات -عراق", "صادرات NOT عراق"),
        "صادرات، بی آن‌که نامی از عراق باشد",
        "the first and not the second",
    ),
    Example(
        ("(عراق OR قزوین) AND صادرات",),
        "پرانتز واژه‌ها را دسته می‌کند",
        "parentheses group",
    ),
    Example(
        ("صنعتگر*",),
        "هر واژه‌ای که چنین آغاز شود؛ دست‌کم دو حرف",
        "a word that begins so (two letters or more)",
    ),
    Example(
        ("عنوان:صادرات", "headline:صادرات"),
        "فقط در تیتر",
        "the word in the headline",
    ),
)

_SPELLINGS = (
    Example(
        (f"شرکت{ZWNJ}های", "شرکت های", "شرکتهای", f"شركت{ZWNJ}هاي"),
        "نیم‌فاصله، فاصله یا چسبیده؛ «ي» و «ك» عربی همان «ی» و «ک» فارسی است",
        "half-space, space or none; Arabic letters",
    ),
    Example(
        (f"سرمایه{ZWNJ}گذاری", "سرمایه گذاری", "سرمایهگذاری"),
        "واژهٔ مرکب به هر سه املا یکی است",
        "a compound in any spelling; its parts must stand next to each other",
    ),
    Example(
        ("صنعت", "صنایع", f"صنعت{ZWNJ}ها"),
        "مفرد و جمع، جمع مکسر هم",
        "singular and plural, also broken plurals",
    ),
    Example(
        ("35%", "۳۵ درصد", "٣٥٪"),
        "رقم‌های فارسی، عربی و لاتین یکی‌اند",
        "Persian, Arabic and Latin digits, the sign and the word",
    ),
    Example(
        ("مسئول", "مسوول"),
        "همزه را هر گونه بنویسید",
        "spellings of hamza",
    ),
)

_SLIPS = (
    Example(
        ("wkuj",),
        "صفحه‌کلید لاتین مانده بود؟ «صنعت» را می‌جوییم و می‌گوییم",
        "a word typed with the Latin keyboard layout (here «صنعت»)",
    ),
    Example(
        ("alborz", "Alborz"),
        "نام استان، شهر، کشور، منبع و مسئول را به لاتین هم می‌شناسیم",
        "a name in Latin letters: provinces, cities, markets, sources, officials",
    ),
)

EXAMPLES = {"syntax": _SYNTAX, "spellings": _SPELLINGS, "slips": _SLIPS}
