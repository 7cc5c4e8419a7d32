"""What editors add to the gazetteer, as plain data: the same additions are the same value."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

HASH_CHARS = 8


class AdditionKind(StrEnum):
    """What an addition makes of a text: a name of its target, a thing of its own, or no name."""

    PROVINCE = "province"
    CITY = "city"
    MARKET = "market"
    PRODUCT = "product"
    SOURCE = "source"
    NEW_PRODUCT = "new_product"
    ROLE = "role"
    NO_PLACE = "no_place"
    NO_MARKET = "no_market"
    NO_PRODUCT = "no_product"
    NO_PERSON = "no_person"


@dataclass(frozen=True, order=True)
class Addition:
    """One text and what it is; `target` is the slug that an alias or a new product goes by."""

    kind: AdditionKind
    text: str
    target: str = ""


Additions = tuple[Addition, ...]


def hash_of(additions: Additions) -> str:
    """A short name for these additions in whatever order; "" for none."""
    if not additions:
        return ""
    told = "\n".join(f"{one.kind}\t{one.text}\t{one.target}" for one in sorted(additions))
    return hashlib.sha256(told.encode()).hexdigest()[:HASH_CHARS]
