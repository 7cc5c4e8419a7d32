"""Which names of a list to show: those with a word, or with a first letter."""

from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Left
from django.http import QueryDict

from persian import identity_key
from persian.letters import clean_text, persian_letters

M = TypeVar("M", bound=Model)

ALPHABET = tuple("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی")
MAX_CHARS = 60


class Letter(NamedTuple):
    """A letter of the alphabet; is there a name that begins with it?"""

    text: str
    is_used: bool


class NameFilter(Generic[M]):
    """What the address asks of a list: `name` for a part of a name, `letter` for its first."""

    def __init__(self, data: QueryDict, names: QuerySet[M]) -> None:
        self._names = names
        self.text = clean_text(data.get("name", "")).strip()[:MAX_CHARS]
        letter = data.get("letter", "")
        self.letter = letter if letter in ALPHABET else ""

    @property
    def is_set(self) -> bool:
        return bool(self.text or self.letter)

    @property
    def rows(self) -> QuerySet[M]:
        """The rows whose names are asked for; all when nothing is."""
        return self._with_text.filter(name__startswith=self.letter)

    @property
    def letters(self) -> list[Letter]:
        """The alphabet, for a list of links; one query."""
        initials = self._with_text.order_by().values_list(Left("name", 1), flat=True).distinct()
        used = set(initials)
        return [Letter(letter, letter in used) for letter in ALPHABET]

    @property
    def _with_text(self) -> QuerySet[M]:
        return self._names.filter(_holds_text(self._names.model, self.text))


def _holds_text(model: type[Any], text: str) -> Q:
    if hasattr(model, "key"):
        return Q(key__contains=identity_key(text))
    return Q(name__contains=persian_letters(text))
