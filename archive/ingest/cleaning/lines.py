"""What kind of line a line of a dump is, whatever spelling it is printed in."""

from __future__ import annotations

import re

from persian.letters import level

_NOT_WORD = re.compile(r"[\W_]+")
_FOLDED = str.maketrans({"آ": "ا", "ء": None})
_SENTENCE_END = re.compile(r"[.!؟?…»\")\]]\s*$")
_FULL_STOP = re.compile(r"[.…]\s*$")
_INNER_STOP = re.compile(r"\.\s+\w")
_HEADLINE_WORDS = 32
_SENTENCE_WORDS = 12
_OPENING_WORDS = 14
_REPORT = re.compile(
    "بهگزارش|بهنقلاز|گفتوگو(یی)?(با|اختصاصی)|گفتگو(یی)?(با|اختصاصی)|مصاحبهبا|خبرنگار|خبرگزاری"
)


def squash(text: str) -> str:
    """The levelled letters and digits of a short text and nothing between them.

    «پربیننده‌ترین اخبار», «پربیننده ترین اخبار» and «پربينندهترین اخبار» are one.
    """
    return _NOT_WORD.sub("", level(text)).translate(_FOLDED)


def word_count(line: str) -> int:
    return len(line.split())


def opens_with_report(paragraph: str) -> bool:
    """Whether the first words say whose report this is («به گزارش …», «… در گفت‌وگو با …»)."""
    return bool(_REPORT.search(squash(" ".join(paragraph.split()[:_OPENING_WORDS]))))


def could_be_headline(line: str) -> bool:
    """Whether the line has the form of a headline: one short phrase without a full stop."""
    return (
        word_count(line) <= _HEADLINE_WORDS
        and not _FULL_STOP.search(line)
        and not _INNER_STOP.search(line)
        and not squash(line).startswith(("بهگزارش", "بهنقلاز"))
    )


def is_prose(line: str) -> bool:
    """Whether the line reads as running text: a whole sentence, or longer than a headline."""
    return not could_be_headline(line) or (
        word_count(line) > _SENTENCE_WORDS and bool(_SENTENCE_END.search(line))
    )
