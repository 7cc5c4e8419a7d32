"""Which names of a list to show: those with a word, or with a first letter."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from persian import identity_key
from persian.letters import clean_text, persian_letters

M = TypeVar("M", bound=Model)

ALPHABET = tuple("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی")
MAX_CHARS = 60


class NameFilter:
    """What the address asks for: `name` for a part of the name, `letter` for its first letter."""

    letters = ALPHABET

    def __init__(self, data: QueryDict) -> None:
        self.text = clean_text(data.get("name", "")).strip()[:MAX_CHARS]
        letter = data.get("letter", "")
        self.letter = letter if letter in ALPHABET else ""

    @property
    def is_set(self) -> bool:
        return bool(self.text or self.letter)

    def filter(self, rows: QuerySet[M]) -> QuerySet[M]:
        """The rows whose names are asked for; all when nothing is."""
        return rows.filter(self._holds_text(rows.model), name__startswith=self.letter)

    def _holds_text(self, model: type[Any]) -> Q:
        if hasattr(model, "key"):
            return Q(key__contains=identity_key(self.text))
        return Q(name__contains=persian_letters(self.text))
