"""Who speaks: the person, office or organization that a clause of saying has for its subject.

An article names its speaker once and then says «وی», «او», «این مقام مسئول», the surname or the
office; all of them stand for the person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.extract.names import MAX_SURNAME, SEYYED, Name, name_at
from archive.extract.roles import Role, printed, role_at
from archive.extract.speech import opens
from archive.extract.text import Passage
from archive.extract.types import OfficialMention, Part
from archive.extract.vocabulary import (
    FUNCTION_WORDS,
    ORGANIZATION_HEADS,
    PREPOSITIONS,
    SAYING_NOUNS,
    SAYING_VERBS,
    given_name_kind,
    is_verb,
    keys,
    roles,
    titles,
    word_list,
)
from archive.gazetteer.phrases import is_dictionary_word, key_of, words_of

CONFIDENCE = {
    "person": 1.0,
    "office": 0.95,
    "surname": 0.95,
    "only-person": 0.7,
    "pronoun": 0.9,
    "organization": 0.8,
    "unsaid": 0.75,
}
REACH = 45  # words of a sentence in which its subject is looked for
OPENING_WORDS = 12
MAX_ORGANIZATION_WORDS = 9
PRONOUNS = keys("وی او ایشان نامبرده")
THIS_SPEAKER = word_list("this speaker")
BEFORE_PRONOUNS = keys("و همچنین سپس که اما نیز را")
# The noun after these is no subject: «در دیدار با وزیر», «به گفته رئیس».
NO_SUBJECT_AFTER = keys("با از به توسط برای در بر کنار همراه حضور بین میان علیه نزد گفته نقل")
_BESIDE = re.compile(r"[\s«»،,\-–—\u200c()]*")
_ORGANIZATION_STOPS = (FUNCTION_WORDS - {"و"}) | SAYING_VERBS | SAYING_NOUNS


@dataclass(frozen=True, slots=True)
class Subject:
    """Who speaks; `last` is the word after the words that name the speaker."""

    name: str
    rule: str
    last: int


class Speakers:
    """The speakers of one article, to be asked in reading order."""

    def __init__(self, officials: Sequence[OfficialMention]) -> None:
        self._officials = officials
        self._mentions: dict[tuple[Part, int], OfficialMention] = {
            (mention.evidence.part, mention.evidence.start): mention for mention in officials
        }
        self._posts = list(
            dict.fromkeys((o.name, _bare(o.role), _bare(o.organization)) for o in officials)
        )
        self._surnames: dict[tuple[str, ...], str] = {}  # of those met so far → their full names
        self._current = ""
        for mention in officials:
            words = [word.key for word in words_of(mention.name)]
            self._add(mention.name, words[_given_names(words) :])

    def subject(self, passage: Passage, first: int, last: int) -> Subject | None:
        """The subject of the words `first` to `last`; the speaker before it when none is said."""
        found = self.named(passage, first, last) or self._organization(passage, first, last)
        if found is None and self._current and is_left_out(passage, first, last):
            found = Subject(self._current, "unsaid", first)
        if found and found.rule != "organization":
            self._current = found.name
        return found

    def note(self, passage: Passage, first: int, last: int) -> None:
        """Remember the official whom a sentence without speech begins with: «وی» is that person."""
        for here in range(first, min(last, first + OPENING_WORDS)):
            mention = self._mentions.get((passage.part, passage.words[here].start))
            if mention and passage.before(here) not in NO_SUBJECT_AFTER:
                self._current = mention.name
                return

    def named(self, passage: Passage, first: int, last: int) -> Subject | None:
        """The first person or office of some words that can be a subject."""
        here = first
        while here < min(last, first + REACH):
            found = self._at(passage, first, here, last)
            if found:
                if found.name:
                    return found
                here = found.last
            else:
                here += 1
        return None

    def _at(self, passage: Passage, first: int, here: int, last: int) -> Subject | None:
        """The subject at a word; one without a name is to be passed over."""
        key, opens = passage.key(here), _opens(passage, first, here)
        if opens and (key in PRONOUNS or _says_this_speaker(passage, here)):
            speaker = self._current or self._first_official()
            return Subject(speaker, "pronoun", here + 1 + (key not in PRONOUNS))
        start = here
        while (title := titles().at(passage.words, start)) and passage.joins(title.last):
            start = title.last
        mention = self._mentions.get((passage.part, passage.words[start].start))
        name = None if mention else name_at(passage, here)
        role = None if mention or name else role_at(passage, here)
        found: Subject | None = None
        if mention:
            found = self._person(passage, mention, start)
        elif name and (name.titled or not name.is_word):
            found = Subject(self._full_name(passage, name), "person", name.last)
        elif role:
            found = self._office(passage, role, last)
        elif opens or not is_dictionary_word(key):
            found = self._surname(passage, here)
        if found and here > first and passage.before(here) in NO_SUBJECT_AFTER:
            return Subject("", found.rule, found.last)
        return found

    # -- people -----------------------------------------------------------------------------------

    def _person(self, passage: Passage, mention: OfficialMention, first: int) -> Subject:
        last = first + 1
        while passage.words[last - 1].end < mention.evidence.end:
            last += 1
        return Subject(mention.name, "person", _after_role(passage, last))

    def _full_name(self, passage: Passage, name: Name) -> str:
        full = name.printed(passage)
        self._add(full, [word.key for word in passage.words[name.first + name.given : name.last]])
        return full

    def _add(self, full: str, surname: Sequence[str]) -> None:
        if surname:
            self._surnames.setdefault(tuple(surname), full)

    def _surname(self, passage: Passage, here: int) -> Subject | None:
        keys = tuple(word.key for word in passage.words[here : here + MAX_SURNAME])
        for width in range(len(keys), 0, -1):
            if keys[:width] in self._surnames:
                return Subject(self._surnames[keys[:width]], "surname", here + width)
        return None

    def _first_official(self) -> str:
        return self._officials[0].name if self._officials else ""

    # -- offices and organizations ----------------------------------------------------------------

    def _office(self, passage: Passage, role: Role, last: int) -> Subject:
        """The office's holder: the person named beside it, or elsewhere in the article.

        Where nobody holds it and it opens the sentence, an article's only speaker is meant; else
        the office speaks.
        """
        beside = role.last
        if beside < len(passage.words) and _BESIDE.fullmatch(passage.gap(beside)):
            while (title := titles().at(passage.words, beside)) and passage.joins(title.last):
                beside = title.last
            mention = self._mentions.get((passage.part, passage.words[beside].start))
            if mention:
                return self._person(passage, mention, beside)
            name = name_at(passage, role.last)
            if name and (name.titled or not name.is_word):
                return Subject(self._full_name(passage, name), "person", name.last)
        holder = self._holder(role)
        is_only_person = {self._current} == set(self._surnames.values())
        if not holder and is_only_person and opens(passage, role.first):
            return Subject(self._current, "only-person", role.last)
        return Subject(holder or _printed_office(passage, role, last), "office", role.last)

    def _holder(self, role: Role) -> str:
        office, organization = _bare(role.role), _bare(role.organization)
        holders = [post[::2] for post in self._posts if _is_same_role(office, post[1])]
        sure = [name for name, theirs in holders if organization and _share(organization, theirs)]
        loose = [name for name, theirs in holders if not (organization and theirs)]
        names = list(dict.fromkeys(sure or loose))
        return self._current if self._current in names else names[0] if names else ""

    def _organization(self, passage: Passage, first: int, last: int) -> Subject | None:
        """«سازمان توسعه تجارت اعلام کرد»: an organization that begins the clause."""
        for here in range(first, min(last, first + REACH)):
            opens = here == first or not passage.joins(here)
            if opens and passage.key(here) in ORGANIZATION_HEADS:
                end = _organization_end(passage, here, last)
                if end - here > 1:
                    return Subject(printed(passage, here, end), "organization", end)
        return None


def _opens(passage: Passage, first: int, here: int) -> bool:
    """Whether a clause begins at a word: at the sentence's first, after a mark, after «و»."""
    return here == first or not passage.joins(here) or passage.key(here - 1) in BEFORE_PRONOUNS


def _says_this_speaker(passage: Passage, here: int) -> bool:
    """«این مقام مسئول», «این نماینده مجلس»."""
    if passage.key(here) != "این":
        return False
    after = passage.after(here + 1)
    return after in THIS_SPEAKER or bool(after and roles().at(passage.words, here + 1))


def _after_role(passage: Passage, last: int) -> int:
    """The word after «NAME، ROLE», else after the name."""
    if last < len(passage.words) and _BESIDE.fullmatch(passage.gap(last)):
        role = role_at(passage, last)
        return role.last if role else last
    return last


def is_left_out(passage: Passage, first: int, last: int) -> bool:
    """«همچنین افزود», «در ادامه گفت»: few words, and none that could speak."""
    return last - first <= 6 and not any(is_verb(passage.key(n)) for n in range(first, last))


def _organization_end(passage: Passage, first: int, last: int) -> int:
    here = first + 1
    while here < min(last, first + MAX_ORGANIZATION_WORDS) and passage.joins(here):
        key = passage.key(here)
        if key in _ORGANIZATION_STOPS or is_verb(key) or key.isdecimal():
            break
        here += 1
    while here > first + 1 and passage.key(here - 1) == "و":
        here -= 1
    return here


def _printed_office(passage: Passage, role: Role, last: int) -> str:
    end = min(role.last, last)
    while passage.key(end - 1) in PREPOSITIONS:  # «نماینده مجلس در»
        end -= 1
    return printed(passage, role.first, end)


def _given_names(words: Sequence[str]) -> int:
    """How many words of a full name are no surname; the last word always is."""
    surname = (n for n, key in enumerate(words[:-1]) if not _is_given_name(key))
    return next(surname, max(len(words) - 1, 0))


def _is_given_name(key: str) -> bool:
    return key in SEYYED or given_name_kind(key) is not None


def _bare(text: str) -> str:
    return key_of(text).replace(" ", "")


def _is_same_role(one: str, other: str) -> bool:
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _share(one: str, other: str) -> bool:
    return bool(other) and (one in other or other in one)
