from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def data_dir(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of its own for one test."""
    folder = tmp_path / "var"
    folder.mkdir()
    settings.DATA_DIR = folder
    return folder
