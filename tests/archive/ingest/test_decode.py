from __future__ import annotations

import pytest

from archive.ingest.decode import decode

TEXT = "کارخانهٔ فولاد می\u200cسازد: ۴۰ هزار تن، پژوهش گچ و چدن"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_unicode_is_told_by_its_bytes(encoding: str, name: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.damaged) == (TEXT, name, 0)


def test_short_utf16_of_letters_that_are_also_ascii_bytes() -> None:
    assert decode("صادرات".encode("utf-16-le")).text == "صادرات"


@pytest.mark.parametrize("text", ["فولاد", "كارخانة سازي پژوهشگاه\u200cها گچ چاپ"])
def test_windows_1256_is_told_by_its_letters(text: str) -> None:
    decoded = decode(text.encode("cp1256"))
    assert (decoded.text, decoded.encoding) == (text, "cp1256")


def test_a_few_broken_bytes_do_not_turn_utf8_into_another_encoding() -> None:
    data = bytearray((TEXT * 3).encode())
    data[40] = 0xFF
    decoded = decode(bytes(data))
    assert decoded.encoding == "utf-8"
    assert decoded.damaged > 0
    assert decoded.text.endswith("چدن")
