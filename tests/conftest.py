"""The order of the run: what is fast first, whole processes and browsers last."""

from __future__ import annotations

import pytest

SLOW = ("ops", "browser")  # folders of tests/, the slowest last


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def slowness(item: pytest.Item) -> int:
        return SLOW.index(folder) + 1 if (folder := item.path.parent.name) in SLOW else 0

    items.sort(key=slowness)
