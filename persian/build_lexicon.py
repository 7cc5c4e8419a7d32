"""Compile the dictionary: `python -m persian.build_lexicon`."""

import fcntl
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from persian.lexicon import LexiconError, compile_entries, lexicon_path
from persian.lexicon_entries import entries


def build(path: Path) -> None:
    """Write the compiled dictionary unless another process just did, and remove older ones.

    Raises:
        LexiconError: the folder cannot be written.
    """
    try:
        with _locked(path.parent):
            if not path.exists():
                _write(path, compile_entries(entries()))
                for older in set(path.parent.glob("lexicon-*.bin")) - {path}:
                    older.unlink()
    except OSError as error:
        raise LexiconError(
            f"cannot write the dictionary {path} ({error.strerror}); "
            "run `make setup` as a user who may write there"
        ) from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(path: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".lexicon-", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


if __name__ == "__main__":
    try:
        build(lexicon_path())
    except LexiconError as error:
        sys.exit(str(error))
