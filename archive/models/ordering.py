"""Persian alphabetical order in the database."""

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Replace

from persian.alphabet import MOVED_LETTERS


class Alphabetical(Func):
    """The text field as `persian.alphabet.sort_key` has it, to order rows by."""

    template = "%(expressions)s"
    output_field = CharField()

    def __init__(self, field: str) -> None:
        key: F | Replace = F(field)
        for letter, moved in MOVED_LETTERS.items():
            key = Replace(key, Value(letter), Value(moved))
        super().__init__(key)
