"""Spellings of one word that differ by letters, as the tables have them."""

from functools import cache

from persian.tables import rows


def respell(word: str) -> str:
    """The word with the official spelling at its beginning, letter for letter."""
    if word.startswith(tuple(_beginnings())):
        for variant, official in _beginnings().items():
            if word.startswith(variant):
                return official + word[len(variant) :]
    return word


def without_madda(pieces: list[str]) -> str:
    """«دست‌آورد» is written «دستاورد» in one, but «بی‌آنکه» not «بیانکه»."""
    if pieces[0] == "بی":
        return "".join(pieces)
    return pieces[0] + "".join("ا" + p[1:] if p[0] == "آ" else p for p in pieces[1:])


def in_one(pieces: list[str]) -> dict[str, None]:
    """The ways to write the pieces in one."""
    return dict.fromkeys(("".join(pieces), without_madda(pieces)))


@cache
def other_spellings() -> frozenset[str]:
    """The spellings that are read as others."""
    return frozenset(row[0] for row in rows("spellings.tsv"))


@cache
def _beginnings() -> dict[str, str]:
    pairs = rows("spellings.tsv")
    return {old: new for old, new in pairs if len(old) == len(new) and len(old) > 3}
