"""`make setup` where something is missing: one line says what, and how to mend it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ops.commands import ROOT, assert_one_line

TOOLS = ["sh", "dirname", "cmp", "cp", "cat", "grep", "tail", "mkdir", "rm"]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What setup needs of the project, in a folder without an environment."""
    shutil.copytree(ROOT / "scripts", tmp_path / "clone" / "scripts")
    shutil.copy(ROOT / "requirements.txt", tmp_path / "clone")
    return tmp_path / "clone"


def setup(clone: Path, *, with_python: bool) -> subprocess.CompletedProcess[str]:
    """Run it with a PATH of the plainest tools and no network."""
    tools = clone.parent / "bin"
    tools.mkdir()
    for tool in TOOLS:
        (tools / tool).symlink_to(str(shutil.which(tool)))
    if with_python:
        (tools / "python3.11").symlink_to(Path(sys.base_prefix) / "bin" / "python3.11")
    nowhere = "http://127.0.0.1:9/"
    return subprocess.run(
        ["sh", "scripts/setup.sh"],
        cwd=clone,
        env={"PATH": str(tools), "HOME": str(clone.parent), "PIP_INDEX_URL": nowhere},
        capture_output=True,
        text=True,
        timeout=100,
    )


def test_a_missing_python_is_one_line(clone: Path) -> None:
    assert_one_line(setup(clone, with_python=False), "Python 3.11 is missing", "apt install")


def test_a_missing_network_is_one_line(clone: Path) -> None:
    assert_one_line(setup(clone, with_python=True), "No network", ".venv/pip.log")


def test_an_unwritable_folder_is_one_line(clone: Path) -> None:
    (clone / ".venv").touch()  # no folder can be made in its place, not even by root
    assert_one_line(setup(clone, with_python=True), "Cannot write to", str(clone))
