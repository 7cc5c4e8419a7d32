"""An index that is filled when the test says so."""

import tempfile
from collections.abc import Callable, Iterator

import pytest

from search.indexing import index_pending


@pytest.fixture(scope="session", autouse=True)
def _own_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whoosh writes indexes in memory by way of a folder whose name all processes share."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
        yield


@pytest.fixture
def reindex(db: None) -> Callable[[], int]:
    """Call it when the rows are there; the index then equals the database."""
    return index_pending
