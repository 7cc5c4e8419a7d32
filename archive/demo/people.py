"""Names the demo's people in its articles, as an editor would who confirms each of them.

Extraction does not take «مسئول نمونهٔ ۱۲» for a person's name, and should not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from django.db import transaction

from archive.demo.articles import Person, person
from archive.extract.types import Evidence, Part
from archive.extract.types import OfficialMention as Found
from archive.ingest.officials import officials_and_posts
from archive.models import Article, Figure, MentionState, Official, OfficialMention, Quote

RULE = "demo"
_NAME = re.compile(r"مسئول نمونهٔ (\d+)")
_SENTENCE = re.compile(r"[^\n]+")


def name_people(articles: Iterable[Article]) -> None:
    """Save who is named in the articles, and as the speaker of what has no other."""
    named = [(article, found) for article in articles for found in _named(article)]
    with transaction.atomic():
        rows = [
            OfficialMention(
                article=article,
                official=official,
                post=post,
                state=MentionState.CONFIRMED,
                **vars(found.evidence),
            )
            for (article, found), (official, post) in zip(
                named, officials_and_posts(named), strict=True
            )
        ]
        OfficialMention.objects.bulk_create(rows)
        for model in (Quote, Figure):
            _name_speakers(model, {row.article_id: row.official for row in rows})


def _name_speakers(model: type[Quote] | type[Figure], speakers: Mapping[int, Official]) -> None:
    for article_id, official in speakers.items():
        said = model.objects.filter(article=article_id, speaker=None)
        said.update(speaker=official, speaker_name=official.name)


def _named(article: Article) -> Iterator[Found]:
    for part in (Part.LEAD, Part.BODY):
        for paragraph in _SENTENCE.finditer(getattr(article, part)):
            for match in _NAME.finditer(paragraph[0]):
                offset = paragraph.start()
                evidence = Evidence(
                    part=part,
                    start=offset + match.start(),
                    end=offset + match.end(),
                    sentence=paragraph[0],
                    rule=RULE,
                    confidence=1.0,
                )
                yield _found(person(int(match[1])), evidence)


def _found(who: Person, evidence: Evidence) -> Found:
    return Found(
        name=who.name,
        role=who.role.removesuffix("ٔ"),
        organization=who.company,
        province=who.province,
        evidence=evidence,
    )
