"""Form fields that more than one form has."""

from typing import Any

from django import forms


class PlainTextField(forms.CharField):
    """A text whose lines end as we keep them, which is also how browsers count them."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")
