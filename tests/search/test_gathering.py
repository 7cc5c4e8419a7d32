"""Postings come back by term, whether they fit in memory or not."""

from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage

from search.engine import gathering
from search.engine.gathering import Entry, TermPool

POSTINGS = [
    (field, term.encode(), document, float(document), bytes([document]))
    for document in range(40)
    for field in ("body", "headline")
    for term in ("آهن", "فولاد", "مس")
    if (document + len(term) + len(field)) % 3
]


def gathered(folder: Path, most_files: int) -> list[Entry]:
    pool = TermPool(FileStorage(str(folder)), None)
    for posting in POSTINGS:
        pool.add(posting)
    return list(pool.items(most_files))


@pytest.mark.parametrize("most_files", [2, 3, 100])
def test_postings_on_the_disk_come_back_as_those_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_files: int
) -> None:
    in_memory = gathered(tmp_path, most_files)
    monkeypatch.setattr(gathering, "POSTINGS_IN_MEMORY", 7)
    monkeypatch.setattr(gathering, "TERMS_IN_PIECE", 2)
    assert gathered(tmp_path, most_files) == in_memory
    assert not list(tmp_path.iterdir())


def test_each_term_comes_once_with_its_postings_in_order(tmp_path: Path) -> None:
    entries = gathered(tmp_path, 2)
    keys = [key for key, _ in entries]
    assert keys == sorted({posting[:2] for posting in POSTINGS})
    for (field, term), postings in entries:
        expected = [posting[2:] for posting in POSTINGS if posting[:2] == (field, term)]
        assert postings == [value for posting in expected for value in posting]
