"""SQLite FTS5: one table of texts, joined with tables of facet values."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from benchmarks.engine.corpus import FACETS, Document
from benchmarks.engine.peers import FACET_VALUES, SHOWN, folder_bytes
from benchmarks.engine.queries import Query

_SETTINGS = "pragma cache_size=-400000; pragma temp_store=memory; pragma mmap_size=8000000000;"
_TABLES = """
create table document(id integer primary key, text);
create table value(facet int, id int, value text, primary key(facet, id, value)) without rowid;
create virtual table words using fts5(
    text, content='document', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
);
"""
_MATCH = "create temp table found as select rowid as id, rank as worth from words where words match"
_BEST = "select d.id, d.text from found cross join document d using(id) order by worth limit ?"
_COUNT = """
select value, count(*) n from found cross join value using(id) where facet = ?
group by 1 order by n desc limit ?
"""


class Sqlite:
    index_of = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, documents: Iterable[Document]) -> None:
        self.open()
        run = self._database.execute
        self._database.executescript(_TABLES)
        run("begin")
        for one in documents:
            run("insert into document values(?, ?)", (one.id, one.text))
            run("insert into words(rowid, text) values(?, ?)", (one.id, one.text))
            for number, name in enumerate(FACETS):
                for value in getattr(one, name):
                    run("insert into value values(?, ?, ?)", (number, one.id, value))
        run("commit")
        self._database.executescript("insert into words(words) values('optimize'); analyze;")

    def open(self) -> None:
        self._database = sqlite3.connect(self._folder / "index.db", isolation_level=None)
        self._database.executescript(_SETTINGS)

    def search(self, query: Query, with_facets: bool) -> int:
        run, text = self._database.execute, _text(query)
        if not with_facets:
            best = "select rowid from words where words match ? order by rank limit ?"
            for (row,) in run(best, (text, SHOWN)).fetchall():
                run("select text from document where id = ?", (row,)).fetchone()
            count = "select count(*) from words where words match ?"
            return int(run(count, (text,)).fetchone()[0])
        run("drop table if exists temp.found")
        run(f"{_MATCH} ?", (text,))
        run("analyze temp.found")  # else SQLite thinks it large, and makes filters that cost 5 ms
        run(_BEST, (SHOWN,)).fetchall()
        for number in range(len(FACETS)):
            run(_COUNT, (number, FACET_VALUES)).fetchall()
        return int(run("select count(*) from found").fetchone()[0])

    def size_bytes(self) -> int:
        return folder_bytes(self._folder)

    def server_pids(self) -> list[int]:
        return []


def _text(query: Query) -> str:
    if query.kind == "phrase":
        return f'"{" ".join(query.words)}"'
    return f" {query.kind.upper()} ".join(f'"{word}"' for word in query.words)
