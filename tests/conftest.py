"""The order of the run: what is fast first, whole processes and browsers last.

Property tests have no deadline: a busy machine is no fault of the code.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

SLOW = ("ops", "browser")  # folders of tests/, the slowest last


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def slowness(item: pytest.Item) -> int:
        return SLOW.index(folder) + 1 if (folder := item.path.parent.name) in SLOW else 0

    items.sort(key=slowness)
