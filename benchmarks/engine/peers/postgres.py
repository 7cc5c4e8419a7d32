"""PostgreSQL: a text search vector with a GIN index, ranked by ts_rank.

The server must run on this machine; libpq's environment (PGHOST, PGPORT, PGUSER, PGDATABASE) says
which it is.
"""

from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.engine.corpus import FACETS, Document
from benchmarks.engine.peers import FACET_VALUES, SHOWN
from benchmarks.engine.queries import Query

_MOST_POSITIONS = 255  # of a word in a text, as PostgreSQL keeps them
_SIGNS = {"term": "&", "and": "&", "or": "|", "phrase": "<->"}

psycopg: Any = import_module("psycopg")


class Postgres:
    index_of = "postgres"

    def __init__(self, folder: Path) -> None:
        self._table = "articles_" + folder.parent.name

    def build(self, documents: Iterable[Document]) -> None:
        self.open()
        columns = ", ".join(f"{name} text[]" for name in FACETS)
        self._run(f"drop table if exists {self._table}")
        self._run(
            f"create table {self._table}(id int primary key, text text, {columns}, v tsvector)"
        )
        with self._connection.cursor().copy(f"copy {self._table} from stdin") as copy:
            for one in documents:
                facets = [getattr(one, name) for name in FACETS]
                copy.write_row([one.id, one.text, *facets, _vector(one.text)])
        self._run("set maintenance_work_mem = '512MB'")
        self._run(f"create index on {self._table} using gin(v) with (fastupdate = off)")
        self._run(f"vacuum analyze {self._table}")

    def open(self) -> None:
        self._connection = psycopg.connect(autocommit=True)
        self._run("set max_parallel_workers_per_gather = 0")
        self._run("set jit = off")
        self._run("set work_mem = '256MB'")

    def search(self, query: Query, with_facets: bool) -> int:
        wanted = _SIGNS[query.kind].join(f"'{word}'" for word in query.words)
        select = f"from {self._table}, to_tsquery('simple', %s) q where v @@ q"
        if not with_facets:
            best = f"select id, text {select} order by ts_rank(v, q) desc limit {SHOWN}"
            self._run(best, wanted).fetchall()
            return int(self._run(f"select count(*) {select}", wanted).fetchone()[0])
        self._run("drop table if exists found")
        names = ", ".join(FACETS)
        self._run(
            f"create temp table found as select id, ts_rank(v, q) worth, {names} {select}", wanted
        )
        self._run(
            f"select id, text from (select id from found order by worth desc limit {SHOWN}) best "
            f"join {self._table} using(id)"
        ).fetchall()
        for name in FACETS:
            self._run(
                f"select value, count(*) n from found, unnest({name}) value group by 1 "
                f"order by n desc limit {FACET_VALUES}"
            ).fetchall()
        return int(self._run("select count(*) from found").fetchone()[0])

    def size_bytes(self) -> int:
        return int(self._run(f"select pg_total_relation_size('{self._table}')").fetchone()[0])

    def server_pids(self) -> list[int]:
        return [self._connection.info.backend_pid]

    def _run(self, statement: str, *values: str) -> Any:
        return self._connection.execute(statement, values)


def _vector(text: str) -> str:
    positions: dict[str, list[str]] = defaultdict(list)
    for position, token in enumerate(text.split(" "), 1):
        positions[token].append(str(position))
    return " ".join(f"'{t}':{','.join(p[:_MOST_POSITIONS])}" for t, p in positions.items())
