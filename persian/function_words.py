"""Words that carry no subject."""

from functools import cache

from persian.lexicon import DATA


@cache
def _function_words() -> frozenset[str]:
    lines = (DATA / "function_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_function_word(term: str) -> bool:
    """Whether a term (as in `Token.term`) carries no subject, so that ranking and widening may ignore it."""
    return term in _function_words()
