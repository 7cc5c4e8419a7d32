"""Review of what extraction found: the queue by uncertainty, editors' verdicts and their undoing.

Plain functions for the desk's screens. Verdicts are truth: extraction anew leaves them alone.
"""

from archive.reviewing.candidates import Candidate, candidates
from archive.reviewing.card import Card
from archive.reviewing.kinds import KINDS, Kind, kind_of, surface_of
from archive.reviewing.queue import Choice, Place, alike, next_mention, tally, waiting_count
from archive.reviewing.teaching import Lesson, lesson_of, remember_name
from archive.reviewing.verdicts import (
    AlreadyDecided,
    decide,
    decide_alike,
    last_verdict,
    undo,
)

__all__ = [
    "KINDS",
    "AlreadyDecided",
    "Candidate",
    "Card",
    "Choice",
    "Kind",
    "Lesson",
    "Place",
    "alike",
    "candidates",
    "decide",
    "decide_alike",
    "kind_of",
    "last_verdict",
    "lesson_of",
    "next_mention",
    "remember_name",
    "surface_of",
    "tally",
    "undo",
    "waiting_count",
]
