"""One reader per format. A reader takes the decoded text of a file and yields its articles."""

from collections.abc import Callable, Iterator

from archive.ingest import detect
from archive.ingest.exceptions import MalformedRecord
from archive.ingest.readers.csv_reader import read_csv
from archive.ingest.readers.feed_reader import read_feed
from archive.ingest.readers.html_reader import read_html
from archive.ingest.readers.json_reader import read_json, read_json_lines
from archive.ingest.readers.text_reader import read_text
from archive.ingest.records import ArticleRecord

Reader = Callable[[str], Iterator[ArticleRecord | MalformedRecord]]

READERS: dict[str, Reader] = {
    detect.JSON: read_json,
    detect.JSON_LINES: read_json_lines,
    detect.TEXT: read_text,
    detect.HTML: read_html,
    detect.FEED: read_feed,
    detect.CSV: read_csv,
}
