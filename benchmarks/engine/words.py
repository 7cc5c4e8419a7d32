"""Persian words in place of invented ones, so that the analyzer knows them as it knows news."""

from hazm.utils import words_list

from benchmarks.engine.corpus import invented_words
from persian import is_function_word


def persian_words() -> dict[str, str]:
    """A word of hazm's lexicon for each invented word, frequent ones for frequent ones."""
    real = sorted(words_list(), key=lambda entry: -entry[1])
    kept = (word for word, _, _ in real if " " not in word and not is_function_word(word))
    return dict(zip(invented_words(), kept, strict=False))
