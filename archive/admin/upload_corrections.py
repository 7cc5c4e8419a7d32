"""The corrections of one article in a preview: what its editor types over what was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction

from archive.admin.forms import KnowingForm
from archive.admin.jalali import JalaliDateField, PrintedDate, printed_date
from archive.form_fields import PlainTextField
from archive.ingest.cleaning import HEADLINE_CHARS, SHORT_FIELD_CHARS, URL_CHARS
from archive.ingest.exceptions import UnusableSource
from archive.ingest.sources import check_source
from archive.models import Upload, UploadedArticle
from archive.uploading import PreviewedArticle, is_as_read

PLAIN = ("headline", "kicker", "lead", "body", "external_id", "url")
SOURCES_LIST = "known-sources"  # the id of the <datalist> with the names of sources


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class CorrectionForm(KnowingForm):
    is_kept = forms.BooleanField(label="به بایگانی بیاید", required=False)
    headline = PlainTextField(label="تیتر", required=False, max_length=HEADLINE_CHARS)
    published = JalaliDateField(label="زمان انتشار", required=False)
    source = PlainTextField(
        label="منبع",
        required=False,
        widget=forms.TextInput({"list": SOURCES_LIST, "autocomplete": "off"}),
    )
    kicker = PlainTextField(label="روتیتر", required=False, max_length=HEADLINE_CHARS)
    lead = PlainTextField(label="لید", required=False, widget=_area(3))
    body = PlainTextField(
        label="متن", widget=_area(12), error_messages={"required": "متن مقاله خالی است."}
    )
    external_id = PlainTextField(
        label="شناسه نزد منبع", required=False, max_length=SHORT_FIELD_CHARS["external_id"]
    )
    url = forms.URLField(
        label="نشانی اصلی", required=False, max_length=URL_CHARS, assume_scheme="https"
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)  # keys of guesses
    found = forms.MultipleChoiceField(required=False)  # those of them that are ticked

    def __init__(self, previewed: PreviewedArticle, data: Any = None) -> None:
        self.previewed = previewed
        self._uploaded: UploadedArticle = previewed.uploaded
        keys = [guess.key for kind in previewed.guesses for guess in kind.guesses]
        record = previewed.record
        initial = {
            **{name: getattr(record, name) for name in PLAIN},
            "is_kept": not self._uploaded.is_left_out,
            "source": previewed.source if record.source else "",
            "published": printed_date(record),
            "shown": " ".join(keys),
            "found": [key for key in keys if key not in self._uploaded.rejected],
        }
        prefix = f"article{self._uploaded.pk}"
        super().__init__(data, prefix=prefix, initial=initial, label_suffix="")
        shown = self["shown"].value() or ""
        self.fields["found"].choices = [(key, key) for key in shown.split()]  # type: ignore[attr-defined]  # of a choice field

    @property
    def is_of_data(self) -> bool:
        """Whether the article had a form in what was sent."""
        return self.add_prefix("seen") in self.data

    def state_of_row(self) -> str:
        return self._uploaded.corrected_state

    def changes(self) -> list[str]:
        """Guesses that one of the two did not show are no difference."""
        shown = set((self["shown"].value() or "").split())
        unticked = shown - set(self["found"].value() or [])
        is_same = unticked == shown.intersection(self._uploaded.rejected)
        guesses = {"shown", "found"} if is_same else {"shown"}
        return [name for name in super().changes() if name not in guesses]

    def edited_since(self) -> list[str]:
        kept = [self[name] for name in self.changes() if name in ("source", *PLAIN)]
        told = [f"{field.label}: {field.initial}" for field in kept]
        return ["در این میان، در پنجره‌ای دیگر این مقاله اصلاح شده است.", *told]

    def clean_source(self) -> str:
        source: str = self.cleaned_data["source"]
        try:
            check_source(source)
        except UnusableSource as error:
            raise forms.ValidationError(error.reason) from error
        return source

    def save(self) -> None:
        """Keep what was changed; what was changed back is no correction any more."""
        uploaded, cleaned = self._uploaded, self.cleaned_data
        corrections = dict(uploaded.corrections)
        for name in {"source", *PLAIN}.intersection(self.changed_data):
            corrections[name] = cleaned[name]
        if "published" in self.changed_data:
            date: PrintedDate | None = cleaned["published"]
            corrections["published_at"] = date.at.isoformat() if date else None
            corrections["published_precision"] = date.precision if date else None
        uploaded.corrections = {
            name: value for name, value in corrections.items() if value != uploaded.record[name]
        }
        shown = set(cleaned["shown"].split())
        unseen = set(uploaded.rejected) - shown
        uploaded.rejected = sorted(unseen | (shown - set(cleaned["found"])))
        uploaded.is_left_out = not cleaned["is_kept"]
        uploaded.save(update_fields=["corrections", "rejected", "is_left_out"])


@transaction.atomic
def keep_corrections(upload: Upload, forms: Sequence[CorrectionForm]) -> bool:
    """Keep what was typed, or nothing where another was faster; whether nobody was."""
    is_open = Upload.objects.select_for_update().unconfirmed().filter(pk=upload.pk).exists()
    if not is_open or not is_as_read(upload, [form.previewed.uploaded for form in forms]):
        return False
    for form in forms:
        form.save()
    return True
