"""Tags that show one thing of an article in the same way on every page."""

import json
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.models import Article
from archive.reading import machine_date

register = template.Library()

_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class _ScriptData:
    """JSON that can stand inside <script>: nothing in it can end the element or open another."""

    json: str

    def __html__(self) -> str:
        return self.json


@register.inclusion_tag("archive/partials/demo_notice.html")
def demo_notice() -> dict[str, Any]:
    """Says on a demo that all is invented."""
    return {"is_demo": settings.DEMO}


@register.inclusion_tag("archive/partials/published.html")
def published(article: Article) -> dict[str, Any]:
    """When the article was published, as exactly as its source said; «بدون تاریخ» for none."""
    return {"article": article, "machine_date": machine_date(article)}


@register.filter
def base_name(file_name: str) -> str:
    """The name of a file without its folders, which are nobody's business."""
    return PurePath(file_name).name


@register.filter
def parted_by(text: str, name: str) -> tuple[str, str, str]:
    """The text before a name, the name, and the text after it, for <bdi> to hold the name."""
    return text.partition(name)


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Structured data for machines. The CSP runs no inline script; a data block is not run."""
    text = json.dumps(data, ensure_ascii=False).translate(_IN_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', _ScriptData(text))
