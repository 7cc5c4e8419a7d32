"""The index on disk as searches see it: which directory is live, and its newest snapshot.

The configured path is a symbolic link to the live directory, so that a rebuilt index replaces it at
once.
"""

from pathlib import Path
from threading import Lock

from whoosh.fields import Schema

from search.engine.manifest import Verifier, newest_generation
from search.engine.snapshot import Snapshot, open_snapshot
from search.engine.vocabulary import Vocabulary
from search.engine.writing import open_index
from search.exceptions import IndexUnusable


class LiveIndex:
    """The newest snapshot of the index that a path leads to; one object per path and process."""

    _all: dict[Path, "LiveIndex"] = {}

    def __init__(self, path: Path, schema: Schema) -> None:
        self._path = path
        self._schema = schema
        self._snapshot: Snapshot | None = None
        self._vocabulary: Vocabulary | None = None
        self._opening = Lock()
        self._verifier = Verifier()

    @classmethod
    def at(cls, path: Path, schema: Schema) -> "LiveIndex":
        return cls._all.setdefault(path, cls(path, schema))

    @classmethod
    def forget(cls, path: Path) -> None:
        """Have the index at a path, and its fields, read anew."""
        cls._all.pop(path, None)

    def snapshot(self) -> Snapshot:
        """The newest snapshot; while another thread opens a newer one, the one before.

        Every call makes sure that the files are as they were written. A writer may remove files
        while we read them: trouble counts only when their generation still is the newest.

        Raises:
            IndexUnusable: there is no index, or it is damaged or cannot be read.
        """
        current = self._snapshot
        while True:
            key = self._newest()
            try:
                if current and current.key == key:
                    self._verifier.verify(*key)
                    return current
                if not self._opening.acquire(blocking=current is None) and current:
                    return current
                try:
                    current = self._open(key)
                finally:
                    self._opening.release()
            except Exception as error:  # a damaged file can raise anything
                if key == self._newest():
                    raise IndexUnusable(f"cannot read the index in {key[0]}: {error}") from error

    def vocabulary(self) -> Vocabulary:
        """The words of the newest snapshot.

        Raises:
            IndexUnusable: there is no index or it cannot be read.
        """
        snapshot, latest = self.snapshot(), self._vocabulary
        if latest is None or latest.snapshot is not snapshot:
            self._vocabulary = latest = Vocabulary(snapshot, latest)
        return latest

    def _newest(self) -> tuple[Path, int]:
        """The live directory and its newest generation."""
        while True:
            directory = self._path.resolve()
            try:
                return directory, newest_generation(directory)
            except (IndexUnusable, OSError) as error:
                if directory == self._path.resolve():  # else it was replaced and removed meanwhile
                    raise IndexUnusable(f"cannot read the index in {self._path}") from error

    def _open(self, key: tuple[Path, int]) -> Snapshot:
        """Open this generation, unless another thread has done so; it becomes the snapshot."""
        if self._snapshot and self._snapshot.key == key:
            return self._snapshot
        manifest = self._verifier.verify(*key)
        opened = open_snapshot(open_index(key[0], self._schema), key, self._snapshot)
        if int(opened.is_alive.sum()) != manifest.documents:
            raise IndexUnusable(f"{manifest.documents} documents were written")
        self._verifier.verify(*key)
        if key == self._newest():
            self._snapshot = opened
        return opened
