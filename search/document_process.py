"""What runs in a process of its own while `search/documents.py` indexes many articles.

Nothing of Django may be imported before it is set up here.
"""

import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import django


def write_part(directory: Path, batches: Sequence[Sequence[int]], steps: Connection) -> None:
    """Write an index of these articles; after each batch tell its size and its problems.

    When nobody listens any more, the parent is dead, and this ends too.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent alone
    django.setup()
    from search.backends import backend
    from search.documents import add_batch
    from search.engine.writing import create_index

    engine = backend()
    create_index(directory, engine.schema)
    with engine.writer(directory) as writer:
        for batch in batches:
            steps.send((len(batch), add_batch(writer, batch)))
