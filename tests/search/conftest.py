"""An index that is empty before each test and filled when the test says so."""

import shutil
import tempfile
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings

from search.indexing import index_pending


@pytest.fixture(scope="session", autouse=True)
def _own_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whoosh writes indexes in memory by way of a folder whose name all processes share."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
        yield


@pytest.fixture(autouse=True)
def _no_index() -> None:
    remove_index()


def remove_index() -> None:
    """Begin without one: it outlives the rows of the test that filled it."""
    for path in settings.DATA_DIR.glob("*index*"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


@pytest.fixture
def reindex(db: None) -> Callable[[], int]:
    """Call it when the rows are there; the index then equals the database."""
    return index_pending
