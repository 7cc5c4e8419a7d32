"""How the analyzer reads a text, told to readers."""

from dataclasses import dataclass

from django import forms

import persian
from persian.letters import clean_text

MAX_CHARS = 300
RULES = {
    "plain": "همان‌گونه که نوشته شده است",
    "name": "نام است؛ چیزی از آن بریده نمی‌شود",
    "number": "عدد است؛ رقم فارسی، عربی و لاتین یکی است",
    "sign": "نشانه است و همان واژه خوانده می‌شود",
    "spelling": "املای دیگری از همین واژه است",
    "lemma": "واژه‌نامه آن را به این واژه برمی‌گرداند",
    "verb": "صورتی از فعل است؛ همهٔ زمان‌ها و شخص‌ها با بن گذشته یکی می‌شوند",
    "plural": "نشانهٔ جمع از آن جدا شد",
    "glued-plural": "نشانهٔ جمع که به آن چسبیده بود جدا شد",
    "broken-plural": "جمع مکسر است و با مفرد خود یکی می‌شود",
    "arabic-plural": "نشانهٔ جمع عربی («ات» یا «ین») از آن جدا شد",
    "human-plural": "نشانهٔ جمع («ان» یا «گان») از آن جدا شد",
    "possessive": "ضمیر پیوسته («شان»، «مان» …) از آن جدا شد",
    "inflection": "پسوند از آن جدا شد",
    "ezafe": "«ی» میانجی از پایان آن کنار رفت",
    "indefinite": "«ی» پایانی از آن کنار رفت",
    "comparative": "«تر» یا «ترین» از آن جدا شد",
    "compound": "پاره‌ای از واژهٔ مرکب است؛ پیوسته، جدا یا با نیم‌فاصله یکی است",
}


@dataclass(frozen=True)
class ReadWord:
    """A word as printed, the term that the index has for it, the rule between, and its place."""

    printed: str
    term: str
    rule: str
    position: int


class TextForm(forms.Form):
    text = forms.CharField(
        label="متن",
        required=False,
        max_length=MAX_CHARS,
        error_messages={"max_length": "این متن بلندتر از ۳۰۰ نویسه است؛ کوتاه‌ترش کنید."},
    )

    def clean_text(self) -> str:
        return clean_text(self.cleaned_data["text"])


def read_words(text: str) -> list[ReadWord]:
    """The words of a text in order, counted from one."""
    return [
        ReadWord(text[token.start : token.end], token.term, _rule(token), token.position + 1)
        for token in persian.tokens(text)
    ]


def _rule(token: persian.Token) -> str:
    is_part = token.compound is not None and token.rule == "plain"
    return RULES["compound" if is_part else token.rule]
