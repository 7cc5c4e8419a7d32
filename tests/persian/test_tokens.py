import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persian import is_function_word, level, surfaces, terms, tokens
from persian.tables import rows, words

ZWNJ = "\u200c"
SPACE = " "
WORDS = (
    *("شرکت", "شرکت‌های", "شرکتهای", "سرمایه‌گذاری", "سرمایهگذاری‌هایشان", "می‌شود", "میشود", "ها"),
    *("شده است", "خواهد شد", "مدیر عامل", "زیر ساخت ها", "۳۵٪", "1,200.5", "HS7208", "وبلوچستان"),
    *("دست‌آورد", "منطقه ای", "کسبوکار", "صنایع", "تهران", "«", "،", "\n", "\u0640", "\u064b"),
)
CUT = [half for half, manner in rows("second_halves.tsv") if manner == "cut"]
HALVES = [half for half in CUT if half + "ه" not in CUT]  # «آلودهای» is «آلوده‌ای» or «آلود‌های»
texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=6)).map(SPACE.join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("صادرات فولاد اصفهان به عراق", ["صادرات", "فولاد", "اصفهان", "به", "عراق"]),
        ("شرکت‌های صنعتی", ["شرکت", "صنعتی"]),
        ("سرمایهگذاریهایشان", ["سرمایه", "گذاری"]),
        ("منطقهای", ["منطقه"]),  # by frequency not «منطق‌های»
        ("فعالان صنایع کوچک", ["فعال", "صنعت", "کوچک"]),
        ("سر فصل ها", ["سرفصل"]),  # what stands alone is read as the dictionary writes it
        ("پیش رفت", ["پیشرفت"]),
        ("شیرخشک", ["شیر", "خشک"]),
        ("شرکتی که", ["شرکت", "که"]),
        ("سرمایه‌گذاری که", ["سرمایه", "گذاری", "که"]),  # the act
        ("نظرسنجی که", ["نظر", "سنجی", "که"]),
        ("نرم‌افزاری که", ["نرم", "افزار", "که"]),
        ("سازوکاری که", ["ساز", "و", "کار", "که"]),
        ("کسی که", ["کسی", "که"]),
        ("کرمانی که", ["کرمانی", "که"]),
        ("صادر شده است", ["صادر", "شد"]),
        ("برگزار خواهد شد", ["برگزار", "شد"]),
        ("برمی‌گردد", ["بر", "گردید"]),
        ("نمی‌توانند", ["توانست"]),
        ("ارزش افزوده", ["ارزش", "افزوده"]),  # the noun
        ("افزوده است", ["افزود"]),  # the verb
        ("صنعت به واردات وابسته است", ["صنعت", "به", "واردات", "وابسته", "است"]),  # a state
        ("آماده‌اند", ["آماده"]),
        ("دو روش تولید", ["دو", "روش", "تولید"]),  # not «دورو» with its «ش»
        ("پالایشگاه آبادان", ["پالایشگاه", "آبادان"]),
        ("دو ایران", ["دو", "ایران"]),
        ("غرب آلمان", ["غرب", "آلمان"]),
        ("واردات سنگ چین", ["واردات", "سنگ", "چین"]),
        ("خاور میانه", ["خاورمیانه"]),
        ("سهام داران", ["سهامدار"]),  # not the town Daran
        ("۳۵ درصد و 1,200 تن", ["35", "درصد", "و", "1200", "تن"]),
        ("۱٫۵", ["1.5"]),
        ("۶/۵ درصد", ["6.5", "درصد"]),
        ("1402/05/12", ["1402", "05", "12"]),
        ("۱۵کشور", ["15", "کشور"]),
        ("COVID-19 و HS7208", ["covid", "19", "و", "hs7208"]),
        ("وزارت صمت", ["وزارت", "صنعت", "معدن", "و", "تجارت"]),
        ("مدیرعامل شرکت", ["مدیرعامل", "شرکت"]),
        ("😀 \x00 \ud800", []),
        ("", []),
    ],
)
def test_terms_of_a_text(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("word", "rule"),
    [
        ("شرکت", "plain"),
        ("شرکتهای", "glued-plural"),
        ("شرکت‌های", "plural"),
        ("مدیران", "human-plural"),
        ("صنایع", "broken-plural"),
        ("می‌شود", "verb"),
        ("تهران", "name"),
        ("مهم‌ترین", "inflection"),
        ("مهمترین", "comparative"),
        ("۱۴۰۱", "number"),
        ("٪", "sign"),
    ],
)
def test_the_rule_says_why_a_term_is_what_it_is(word, rule):
    assert [token.rule for token in tokens(word)] == [rule]


def test_offsets_slice_the_original_to_the_token_as_printed():
    text = "رشد «سرمايه‌گـذاری» در شرکت هاي بزرگ"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        *("رشد", "سرمايه", "گـذاری", "در", "شرکت هاي", "بزرگ"),
    ]


def test_parts_of_one_written_word_share_a_number():
    found = tokens("دانشبنیان، کسب‌وکار و شرکت")
    numbers = [token.compound for token in found]
    assert numbers == [1, 1, 2, 2, 2, None, None]
    assert [token.position for token in found] == list(range(7))


def test_surfaces_are_levelled_and_cut_at_half_spaces_only():
    assert [token.term for token in surfaces("شركت‌هاي سرمایهگذاری ۱٬۲۰۰")] == [
        *("شرکت", "های", "سرمایهگذاری", "1200"),
    ]


def test_function_words_carry_no_subject():
    assert all(map(is_function_word, terms("و در به از که این را می‌شود است")))
    assert not any(map(is_function_word, terms("صادرات فولاد کل کشور")))


NAMES = sorted(words("protected.txt"))
# What is read with the word before it, and rather so than as a name.
NOT_IN_CONTEXT = {"داران", "ری", "آب بر"}


@pytest.mark.parametrize("context", ["پالایشگاه {}", "صادرات {} به عراق", "شهر {} است", "دو {} شد"])
def test_a_name_is_itself_among_other_words(context):
    read = {name: terms(context.format(name)) for name in NAMES if SPACE not in name}
    wrong = {name for name, found in read.items() if not set(terms(name)) <= set(found)}
    assert wrong <= NOT_IN_CONTEXT


@given(texts)
def test_tokens_are_in_order_and_inside_the_text(text):
    for found in (tokens(text), surfaces(text)):
        assert [token.position for token in found] == list(range(len(found)))
        assert [token.start for token in found] == sorted(token.start for token in found)
        assert all(0 <= token.start < token.end <= len(text) for token in found)
        assert all(token.term and token.surface for token in found)


@given(texts)
def test_the_surface_is_the_slice_levelled(text):
    for token in tokens(text):
        printed = level(text[token.start : token.end]).replace(ZWNJ, "")
        assert token.surface == "".join(printed.split())


@given(st.lists(st.sampled_from(WORDS[:-6])).map(SPACE.join), st.sampled_from("\u064e\u0651\u0640"))
def test_marks_and_letter_variants_leave_the_terms_alone(text, mark):
    arabic = str.maketrans("یک0123456789۳۵", "يك۰۱۲۳۴۵۶۷۸۹٣٥")
    marked = "".join(char + mark if "آ" <= char <= "ی" else char for char in text)
    assert terms(text.translate(arabic)) == terms(text)
    assert terms(marked) == terms(text)


@given(
    st.sampled_from(("قطعه", "شیشه", "سیمان", "فرش", "دانه", "برنامه", "پنبه", "کاغذ")),
    st.sampled_from(HALVES),
    st.sampled_from(("", "ها", "های", "هایی", "هایشان")),
)
def test_a_compound_has_the_same_terms_glued_half_spaced_and_spaced(first, second, plural):
    glued = terms(first + second + plural)
    assert terms(first + ZWNJ + second + ZWNJ * bool(plural) + plural) == glued
    assert terms(first + SPACE + second + SPACE * bool(plural) + plural) == glued


@given(texts)
def test_the_same_text_has_the_same_terms_whatever_came_before(text):
    assert terms(text) == [token.term for token in tokens(text)] == terms(text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "unit",
    [
        *("ا", "آ", "و", "ی", "ها ", "می ", "ها‌", "\u200c", "\u0640", "\u064b", "\u202e", "\x00"),
        *(
            "😀",
            "\ud800",
            "1",
            "1,",
            "1.",
            "a",
            "%",
            "ء",
            "به",
            "شرکت ",
            "شرکت‌",
            "شرکت،",
            "a\u0301",
        ),
    ],
)
def test_a_long_text_of_one_thing_takes_linear_time(unit):
    text = unit * (100_000 // len(unit))
    assert isinstance(terms(text), list)
    assert isinstance(surfaces(text), list)


@settings(max_examples=30)
@given(st.text(max_size=200))
def test_no_text_raises(text):
    tokens(text)
    surfaces(text)
