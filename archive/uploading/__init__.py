"""From the files that an editor sends to articles: read at once, shown, corrected, then saved."""

from archive.uploading.confirming import confirm, discard, is_as_read
from archive.uploading.previewing import PreviewedArticle, preview
from archive.uploading.progress import BatchProgress, progress_of
from archive.uploading.queue import import_queued, retry, sweep
from archive.uploading.receiving import Received, SentFile, receive

__all__ = [
    "BatchProgress",
    "PreviewedArticle",
    "Received",
    "SentFile",
    "confirm",
    "discard",
    "import_queued",
    "is_as_read",
    "preview",
    "progress_of",
    "receive",
    "retry",
    "sweep",
]
