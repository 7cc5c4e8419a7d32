import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.syntax import MAX_SLOP, And, Everything, Not, Or, Prefix, Query, Words, parse

ZWNJ = "\u200c"


def word(text: str, field: str = "") -> Words:
    return Words((text,), (text,), field)


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("صادرات", word("صادرات")),
        ("صادرات عراق", And((word("صادرات"), word("عراق")))),
        ("صادرات به عراق", And((word("صادرات"), word("عراق")))),
        ("صادرات AND عراق", And((word("صادرات"), word("عراق")))),
        ("صادرات OR عراق", Or((word("صادرات"), word("عراق")))),
        ("صادرات یا عراق", Or((word("صادرات"), word("عراق")))),
        ("صادرات -عراق", And((word("صادرات"), Not(word("عراق"))))),
        ("صادرات NOT عراق", And((word("صادرات"), Not(word("عراق"))))),
        ("صادر*", Prefix("صادر")),
        ("عنوان:صادرات", word("صادرات", "headline")),
        ("headline:صادرات", word("صادرات", "headline")),
        ("lead:(صادرات عراق)", And((word("صادرات", "lead"), word("عراق", "lead")))),
        ("(صادرات OR عراق) -البرز", And((Or((word("صادرات"), word("عراق"))), Not(word("البرز"))))),
        ('"صادرات عراق"', Words(("صادرات", "عراق"), ("صادرات", "عراق"))),
        ('"صادرات عراق"~5', Words(("صادرات", "عراق"), ("صادرات", "عراق"), slop=5)),
        ('"صادرات عراق"~9999', Words(("صادرات", "عراق"), ("صادرات", "عراق"), slop=MAX_SLOP)),
        ("۳۵ درصد", Words(("35", "درصد"), ("35", "درصد"))),
        ("“صادرات عراق”", Words(("صادرات", "عراق"), ("صادرات", "عراق"))),
    ],
)
def test_syntax_is_understood(typed: str, root: object) -> None:
    assert parse(typed).root == root


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("(صادرات", "صادرات"),
        ("صادرات)))", "صادرات"),
        ('صادرات "عراق', "صادرات عراق"),
        ("صادرات AND", "صادرات"),
        ("OR صادرات", "صادرات"),
        ("صادرات:عراق", '"صادرات عراق"'),
        ("صادرات - عراق", "صادرات عراق"),
        ("ص*", "ص"),
        ("عنوان:", "عنوان"),
    ],
)
def test_what_is_no_syntax_is_words(typed: str, meant: str) -> None:
    assert parse(typed).root == parse(meant).root


@pytest.mark.parametrize("typed", ["", "  ", '""', "()", "***", "؟!،", "AND", "«»"])
def test_without_words_everything_is_asked_for(typed: str) -> None:
    assert parse(typed).root == Everything()


@pytest.mark.parametrize(
    "typed", ["سرمایه گذاری", f"سرمایه{ZWNJ}گذاری", "سرمایهگذاری", f"سرمايه{ZWNJ}گذاري"]
)
def test_spellings_of_a_compound_are_one_node(typed: str) -> None:
    root = parse(typed).root
    assert isinstance(root, Words)
    assert root.terms == parse("سرمایهگذاری").words[0].terms


@pytest.mark.parametrize(
    ("typed", "is_plain"),
    [
        ("صادرات فولاد", True),
        ("صادرات (فولاد)", True),
        ("صادرات یا فولاد", True),
        ("صادرات OR فولاد", False),
        ('"صادرات فولاد"', False),
        ("صادرات -فولاد", False),
        ("صاد* فولاد", False),
        ("صادرات -و فولاد", True),
    ],
)
def test_only_plain_words_may_be_widened(typed: str, is_plain: bool) -> None:
    assert parse(typed).is_plain is is_plain


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("چه کسی استاندار قزوین است", "استاندار قزوین"),
        ("صادرات در چه سالی رشد کرد؟", "صادرات رشد"),
        ("کسی صادرات کرد", "کسی صادرات"),
        ("چه کسی", "چه کسی"),
    ],
)
def test_question_words_carry_no_subject(typed: str, meant: str) -> None:
    assert [one.terms for one in parse(typed).words] == [(term,) for term in meant.split()]


def test_negated_function_words_mean_nothing() -> None:
    assert parse("صادرات -و فولاد").root == parse("صادرات فولاد").root


def test_exact_words_are_spellings() -> None:
    assert parse("شرکتهای بزرگ", is_exact=True).root == And(
        (
            Words(("شرکتهای",), ("شرکتهای",), is_exact=True),
            Words(("بزرگ",), ("بزرگ",), is_exact=True),
        )
    )


def test_function_words_alone_are_searched() -> None:
    assert len(parse("و از به").words) == 3


def test_an_open_quotation_mark_gives_a_hint() -> None:
    assert parse('"صادرات').hint
    assert not parse('"صادرات"').hint


SYNTAX_CHARACTERS = st.text(st.sampled_from('ab \u200c"()*:~-+یا۱2ORANDT^[]{}?\\/\x00\ud800'))


@given(st.one_of(st.text(max_size=300), SYNTAX_CHARACTERS))
def test_nothing_typed_is_an_error(typed: str) -> None:
    assert isinstance(parse(typed), Query)
    assert isinstance(parse(typed, is_exact=True), Query)
