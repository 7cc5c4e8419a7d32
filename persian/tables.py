"""Our own language tables: the text files in `persian/data/`."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[list[str]]:
    """The lines of a table, cut at tabs; comments and empty lines left out."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """The words of a table of one column."""
    return frozenset(row[0] for row in rows(name))
