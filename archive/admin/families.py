"""The other tellings of an article's story, under the article: take it out, or back in."""

from __future__ import annotations

from django.contrib import admin

from archive.admin.recorded import RecordedInline
from archive.families import relatives
from archive.models import FamilyMember


class FamilyInline(RecordedInline):
    """The article's family, with the one thing that an editor decides: whether it belongs there."""

    model = FamilyMember
    fields = ["tellings", "is_removed"]
    readonly_fields = ["tellings"]

    @admin.display(description="روایت‌ها")
    def tellings(self, member: FamilyMember) -> str:
        return "\n".join(
            f"{article.display_headline} ({article.source.name})"
            for article in relatives(member.article)
        )
