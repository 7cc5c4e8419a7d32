"""Imports point one way: persian ← archive ← search, config on top."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {"persian", "archive", "search", "config"}
MAY_IMPORT = {
    "persian": {"persian"},
    "archive": {"persian", "archive"},
    "search": {"persian", "archive", "search"},
}
# Each of these is known to one package alone.
KEPT_IN = {"hazm": "persian", "haystack": "search", "whoosh": "search"}


def imports_of(package: str) -> Iterator[tuple[str, str]]:
    """Each of the package's files with the top-level name of each module that it imports."""
    for file in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            yield from ((str(file.relative_to(ROOT)), name.partition(".")[0]) for name in names)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_point_one_way(package: str) -> None:
    forbidden = OURS - MAY_IMPORT[package]
    assert [(file, name) for file, name in imports_of(package) if name in forbidden] == []


@pytest.mark.parametrize("library", KEPT_IN)
def test_libraries_stay_in_their_package(library: str) -> None:
    users = {package for package in OURS for _, name in imports_of(package) if name == library}
    assert users <= {KEPT_IN[library]}


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        str(file.relative_to(ROOT))
        for package in OURS
        for file in (ROOT / package).rglob("*.py")
        if any(
            isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        )
    }
    assert readers <= {"config/settings.py", "config/wsgi.py"}
