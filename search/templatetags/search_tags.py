"""What pages of the archive show of the index."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.timesince import timesince

from persian.digits import format_number, to_persian_digits
from search.examples import EXAMPLES, Example
from search.indexing import index_state as read_state

register = template.Library()


@register.simple_tag
def index_state() -> str:
    """How many articles can be found and since when; blank while the index cannot be read."""
    state = read_state()
    if state is None:
        return ""
    age = timezone.now() - state.changed_at
    if age < timedelta(minutes=1):
        when = "هم‌اکنون"
    else:
        when = to_persian_digits(timesince(state.changed_at, depth=1)) + " پیش"
    return f"{format_number(state.articles)} مقاله، آخرین نمایه‌سازی {when}"


@register.simple_tag
def query_examples(kind: str) -> tuple[Example, ...]:
    """Queries that readers may try: of the "syntax", of "spellings", of "slips"."""
    return EXAMPLES[kind]
