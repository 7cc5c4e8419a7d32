"""When two names of an organization mean the same one."""

from __future__ import annotations

from archive.extract.vocabulary import short_names
from archive.gazetteer.phrases import key_of, words_of

_NO_PART = {"استان", "اداره", "کل"}  # «اداره کل صمت استان البرز» is «صمت البرز»


def same_organization(one: str, other: str) -> bool:
    """Whether one name says no more than the other: «انجمن فنی», «انجمن فنی و مهندسی البرز»."""
    mine, theirs = _words(one), _words(other)
    return mine <= theirs or theirs <= mine


def _words(name: str) -> set[str]:
    key = key_of(name)
    for long, short in short_names().items():
        key = key.replace(long, short)
    return {word.key for word in words_of(key)} - _NO_PART
