"""All articles of a search as one file, streamed."""

from collections.abc import Iterator, Sequence

from django.http import StreamingHttpResponse

from archive.exporting import FORMATS
from archive.models import Article

CHUNK = 200


def export_response(ids: Sequence[int], kind: str) -> StreamingHttpResponse:
    """The articles of these numbers, in their order, as a file of one of the FORMATS."""
    format_ = FORMATS[kind]
    response = StreamingHttpResponse(
        format_.pieces(_articles(ids)), content_type=format_.content_type
    )
    response["Content-Disposition"] = f'attachment; filename="sanat-search.{kind}"'
    return response


def _articles(ids: Sequence[int]) -> Iterator[Article]:
    """The articles that still are published, a chunk in memory at a time."""
    published = Article.objects.published().select_related("source", "republished_by")
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        rows = published.in_bulk(chunk)
        yield from (rows[number] for number in chunk if number in rows)
