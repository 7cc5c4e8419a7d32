"""All articles of a search as one file, streamed."""

from collections.abc import Sequence

from django.http import StreamingHttpResponse

from archive.exporting import FORMATS, in_chunks


def export_response(numbers: Sequence[int], kind: str) -> StreamingHttpResponse:
    """The articles of these numbers, in their order, as a file of one of the FORMATS."""
    wanted = FORMATS[kind]
    response = StreamingHttpResponse(
        wanted.pieces(in_chunks(numbers)), content_type=wanted.content_type
    )
    response["Content-Disposition"] = f'attachment; filename="sanat-search.{kind}"'
    return response
