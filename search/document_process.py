"""What runs in a process of its own while `search/documents.py` indexes many articles.

Nothing of Django may be imported before it is set up here.
"""

import errno
import signal
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import django


def write_part(directory: Path, batches: Sequence[Sequence[int]], steps: Connection) -> None:
    """Write an index of these articles; after each batch tell its size and its problems.

    When nobody listens any more, the parent is dead, and this ends too. Where there is no room, it
    ends with the number of that error, of which the parent makes the same error again.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent alone
    django.setup()
    from archive.disk import is_full
    from search.backends import backend
    from search.documents import add_batch
    from search.engine.writing import create_index

    engine = backend()
    try:
        create_index(directory, engine.schema)
        with engine.writer(directory) as writer:
            for batch in batches:
                steps.send((len(batch), add_batch(writer, batch)))
    except OSError as error:
        if not is_full(error):
            raise
        sys.exit(errno.ENOSPC)
