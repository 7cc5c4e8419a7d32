"""Words that carry no subject."""

from persian.tables import words


def is_function_word(term: str) -> bool:
    """Whether a term carries no subject, so that ranking and widening may ignore it."""
    return term in words("function_words.txt")
