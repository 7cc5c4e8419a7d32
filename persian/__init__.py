"""The Persian language: letters, digits, dates, the words of a text. Pure functions, no Django."""

from persian.function_words import is_function_word
from persian.joined import is_compound
from persian.known import is_known
from persian.letters import clean_text, identity_key, level, level_with_offsets
from persian.tokens import Token, surface_terms, surfaces, terms, tokens

__all__ = [
    "Token",
    "clean_text",
    "identity_key",
    "is_compound",
    "is_function_word",
    "is_known",
    "level",
    "level_with_offsets",
    "surface_terms",
    "surfaces",
    "terms",
    "tokens",
]
