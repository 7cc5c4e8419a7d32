"""Cut compounds that the dictionary does not know, by halves that Persian uses productively."""

from functools import cache

from persian.lexicon import DATA, Kind, lexicon


@cache
def _halves(name: str) -> frozenset[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def split_compound(word: str) -> list[str] | None:
    """The parts of an unknown glued word, or None when it does not look like a compound."""
    known = lexicon().get
    seconds = _halves("second_halves.txt")
    for cut in range(2, len(word) - 1):
        first, second = word[:cut], word[cut:]
        if second in seconds:
            entry = known(first)
            if entry and entry.kind & (Kind.WORD | Kind.NAME):
                return [first, second]
    if word[0] == "و" and len(word) > 4:
        entry = known(word[1:])
        if entry and entry.kind & (Kind.WORD | Kind.NAME) and entry.frequency > 40:
            return ["و", word[1:]]
    return None
