"""One reader per format: of decoded text, or of bytes that are no text as a whole."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from archive.ingest import detect
from archive.ingest.exceptions import MalformedRecord
from archive.ingest.readers.csv_reader import read_csv
from archive.ingest.readers.feed_reader import read_feed
from archive.ingest.readers.html_reader import read_html
from archive.ingest.readers.json_reader import read_json, read_json_lines
from archive.ingest.readers.mhtml_reader import read_mhtml
from archive.ingest.readers.text_reader import read_text
from archive.ingest.readers.warc_reader import read_wacz, read_warc
from archive.ingest.records import ArticleRecord, Remark

Item = ArticleRecord | MalformedRecord | Remark
TextReader = Callable[[str], Iterator[ArticleRecord | MalformedRecord]]
FileReader = Callable[[BinaryIO], Iterator[Item]]

TEXT_READERS: dict[str, TextReader] = {
    detect.JSON: read_json,
    detect.JSON_LINES: lambda text: read_json_lines(text.split("\n")),
    detect.TEXT: read_text,
    detect.HTML: read_html,
    detect.FEED: read_feed,
    detect.CSV: read_csv,
}
FILE_READERS: dict[str, FileReader] = {
    detect.MHTML: read_mhtml,
    detect.WARC: read_warc,
    detect.WACZ: read_wacz,
}
