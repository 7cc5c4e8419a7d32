"""An official's posts on one line of time, from the first day that is known of any to the last."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.models import Post

WIDTH = 1000
LEAST_WIDTH = 12  # so that a post of one day can be seen


@dataclass(frozen=True)
class DrawnPost:
    """A post with its stretch of the line; `left` and `width` are None without a date.

    Time runs from right to left, as the text does.
    """

    post: Post
    left: int | None = None
    width: int | None = None


def draw_posts(posts: Iterable[Post]) -> list[DrawnPost]:
    """The posts in their order; only where their dates differ is there a line to draw on."""
    every = list(posts)
    dates = [day for post in every for day in post.known_days if day]
    first, last = min(dates, default=None), max(dates, default=None)
    if first is None or last is None or first == last:
        return [DrawnPost(post) for post in every]
    days = (last - first).days
    drawn = []
    for post in every:
        begin, end = post.known_days
        if begin is None or end is None:
            drawn.append(DrawnPost(post))
            continue
        begins = WIDTH * (begin - first).days // days
        width = max(WIDTH * (end - begin).days // days, LEAST_WIDTH)
        drawn.append(DrawnPost(post, max(WIDTH - begins - width, 0), width))
    return drawn
