"""What the desk's forms over single rows share."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms

EDITED_SINCE = (
    "پس از آنکه این فرم را باز کردید، ویرایش دیگری شده است؛ آن را در تاریخچه ببینید. اگر دوباره"
    " ذخیره کنید، نوشتهٔ شما جای آن را می‌گیرد."
)


class ConstrainedForm(forms.ModelForm):
    """A form that keeps the table's constraints also over fields that it only shows or sets."""

    def validate_unique(self) -> None:
        super().validate_unique()
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except forms.ValidationError as error:
            self.add_error(None, error)


class ReasonedForm(forms.ModelForm):
    """A row that keeps versions, and why it is edited.

    `seen` is the newest version when the form was filled in: what was edited since then is not
    overwritten before its editor was told.
    """

    reason = forms.CharField(
        label="دلیل ویرایش",
        required=False,
        max_length=200,
        help_text="در تاریخچه کنار این نسخه می‌ماند.",
    )
    seen = forms.CharField(label="نسخهٔ دیده‌شده", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self._newest_version()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        newest = self._newest_version()
        if cleaned["seen"] != newest:
            data: Any = copy(self.data)
            data["seen"] = newest  # sent again, it is meant
            self.data = data
            self.add_error(None, EDITED_SINCE)
        return cleaned

    def _newest_version(self) -> str:
        version = self.instance.history.first() if self.instance.pk else None
        return str(version.pk) if version else ""
