"""Dull rows for tests: say only the value that a test is about."""

from __future__ import annotations

import hashlib
from itertools import count
from typing import Any

from archive.extract.types import Part
from archive.ingest.mentions import extract_mentions
from archive.models import (
    Article,
    ArticleStatus,
    Official,
    OfficialMention,
    Organization,
    Post,
    Source,
)
from archive.models.mentions import Mention
from persian import identity_key

_numbers = count(1)


def source(slug: str = "irna", **values: Any) -> Source:
    return Source.objects.get_or_create(slug=slug, defaults={"name": slug, **values})[0]


def article(**values: Any) -> Article:
    """A published article; its body is unique unless given."""
    number = next(_numbers)
    values.setdefault("source", source())
    values.setdefault("status", ArticleStatus.PUBLISHED)
    values.setdefault("headline", f"خبر شماره {number}")
    values.setdefault("body", f"متن خبر شماره {number} دربارهٔ کارخانه‌ها.")
    text = values["headline"] + values["body"] + str(number)
    values.setdefault("text_key", hashlib.sha256(text.encode()).hexdigest())
    if values.get("published_at") is not None:
        values.setdefault("published_precision", "day")
    return Article.objects.create(**values)


def read_article(**values: Any) -> Article:
    """An article with all that extraction finds in it."""
    made = article(**values)
    extract_mentions(made)
    return made


def official(name: str = "شیرین نمونه‌پور", role: str = "", organization: str = "") -> Official:
    """An invented official, with a post when a role is given."""
    person = Official.objects.create(name=name, key=identity_key(name))
    if role:
        Post.objects.create(
            official=person,
            role=role,
            organization=Organization.objects.get_or_create(
                key=identity_key(organization), defaults={"name": organization}
            )[0]
            if organization
            else None,
        )
    return person


def mention(kind: type[Mention], found_in: Article, **values: Any) -> Mention:
    """A standing mention at the start of the article's body."""
    row = kind.objects.create(  # type: ignore[attr-defined]  # abstract classes have no manager
        article=found_in,
        **{
            "part": Part.BODY,
            "start": next(_numbers),
            "end": next(_numbers),
            "sentence": found_in.body,
            "rule": "test",
            "confidence": 0.9,
            **values,
        },
    )
    found_in.save()
    return row


def official_mention(found_in: Article, person: Official) -> OfficialMention:
    return mention(OfficialMention, found_in, official=person, post=person.posts.first())
