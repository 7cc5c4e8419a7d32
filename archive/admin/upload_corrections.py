"""The corrections of one article in a preview: what its editor types over what was read."""

from __future__ import annotations

from typing import Any

from django import forms

from archive.admin.jalali import JalaliDateField, PrintedDate, printed_date
from archive.form_fields import PlainTextField
from archive.ingest.cleaning import HEADLINE_CHARS, SHORT_FIELD_CHARS, URL_CHARS
from archive.ingest.exceptions import UnusableSource
from archive.ingest.sources import check_source
from archive.models import UploadedArticle
from archive.uploading import PreviewedArticle

PLAIN = ("headline", "kicker", "lead", "body", "external_id", "url")
SOURCES_LIST = "known-sources"  # the id of the <datalist> with the names of sources


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class CorrectionForm(forms.Form):
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
