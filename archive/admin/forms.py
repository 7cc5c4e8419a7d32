"""What the desk's forms over single rows share."""

from __future__ import annotations

from django import forms


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
    """A row that keeps versions, and why it is edited."""

    reason = forms.CharField(
        label="دلیل ویرایش",
        required=False,
        max_length=200,
        help_text="در تاریخچه کنار این نسخه می‌ماند.",
    )
