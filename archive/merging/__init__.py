"""Merging and splitting of officials, organizations and sources, and the way back.

Plain functions for the admin's screens. What is merged stays as another name of what it became part
of (`archive.models.merging.Entity`), so links and later imports still find it.
"""

from archive.merging.aliases import add_alias, remove_alias
from archive.merging.doubts import doubts
from archive.merging.joins import accept_join, propose_join, reject_join, reopen_join
from archive.merging.ledger import moved
from archive.merging.merge import merge, merge_all
from archive.merging.moves import MergeRefused
from archive.merging.portraits import portrait
from archive.merging.split import split_official, split_organization, split_source
from archive.merging.undo import undo, why_not_undone

__all__ = [
    "MergeRefused",
    "accept_join",
    "add_alias",
    "doubts",
    "merge",
    "merge_all",
    "moved",
    "portrait",
    "propose_join",
    "reject_join",
    "remove_alias",
    "reopen_join",
    "split_official",
    "split_organization",
    "split_source",
    "undo",
    "why_not_undone",
]
