"""Secrets that are made once and kept in a file that only the owner may read."""

import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.exceptions import ImproperlyConfigured


def read_or_make_secret(path: Path, characters: int = 50) -> str:
    """The secret in `path`; a new random one of so many characters when there is none.

    Raises:
        ImproperlyConfigured: the folder cannot be written or the file cannot be read.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _make_once(path, secrets.token_urlsafe(characters)[:characters])
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"Cannot keep a secret in {path}: {error.strerror}."
            " Choose a folder that you may write to: DATA_DIR=/some/folder"
        ) from error


def _make_once(path: Path, secret: str) -> None:
    """Write the secret whole or not at all; of two processes at once the first wins."""
    with NamedTemporaryFile("w", dir=path.parent, prefix=path.name, encoding="ascii") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
        try:
            os.link(file.name, path)
        except FileExistsError:
            return
