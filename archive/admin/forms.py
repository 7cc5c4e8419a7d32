"""What the desk's forms over single rows share."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from django import forms

SEND_AGAIN = "اگر دوباره ذخیره کنید، نوشتهٔ شما جای آن را می‌گیرد."
EDITED_SINCE = "پس از آنکه این فرم را باز کردید، ویرایش دیگری شده است؛ آن را در تاریخچه ببینید."


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


class KnowingForm(forms.Form):
    """A form over one row; it overwrites what another edited meanwhile only once that was told.

    `seen` is the state of the row when the form was opened. Forms of a kind say with `state_of_row`
    what tells two states of their row apart; blank while there is no row.
    """

    state_of_row: Callable[[], str]
    seen = forms.CharField(label="نسخهٔ دیده‌شده", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.state_of_row()

    def changes(self) -> list[str]:
        """The fields in which what was sent differs from the row."""
        return [name for name in self.changed_data if name != "seen"]

    def edited_since(self) -> list[str]:
        """The sentences that tell of the edit meanwhile."""
        return [EDITED_SINCE]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        state = self.state_of_row()
        if self.changes() and cleaned.get("seen") != state:
            data: Any = copy(self.data)
            data[self.add_prefix("seen")] = state  # sent again, it is meant
            self.data = data
            self.add_error(None, [*self.edited_since(), SEND_AGAIN])
        return cleaned


class ReasonedForm(KnowingForm, forms.ModelForm):
    """A row that keeps versions, and why it is edited."""

    reason = forms.CharField(
        label="دلیل ویرایش",
        required=False,
        max_length=200,
        help_text="در تاریخچه کنار این نسخه می‌ماند.",
    )

    def state_of_row(self) -> str:
        version = self.instance.history.first() if self.instance.pk else None
        return str(version.pk) if version else ""
