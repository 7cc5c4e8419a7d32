"""kill -9 of the process that does tasks at any moment: the next one finishes them, once."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.ops.commands import CHAOS_ROUNDS, copy_of, manage, rows, start, wait_until

KILLS = 2  # in one round
WORK_SECONDS = 1.5  # about what the tasks take once Django is there
KINDS = ["fixity", "compare", "re_extract", "rebuild", "check"]
ASK = "from archive.models import Task; [Task.objects.ask(kind, None) for kind in {}]"
TELL = "SELECT kind, state, attempts FROM archive_task ORDER BY id"


def kill_at_work(data_dir: Path, chance: random.Random) -> None:
    """Kill the process some time after it began."""
    before = rows(data_dir, TELL)
    process = start("run_tasks", DATA_DIR=data_dir)
    wait_until(lambda: process.poll() is not None or rows(data_dir, TELL) != before)
    time.sleep(chance.uniform(0, WORK_SECONDS))
    process.kill()
    process.wait()


@pytest.mark.chaos
@pytest.mark.parametrize("number", range(CHAOS_ROUNDS))
def test_every_task_is_done_once_however_often_its_process_dies(
    prepared: Path, tmp_path: Path, number: int
) -> None:
    chance = random.Random(number)
    data_dir = copy_of(prepared, tmp_path / "var")
    kinds = ["backup", *chance.sample(KINDS, 2)]
    manage("shell", "-v", "0", "-c", ASK.format(kinds), DATA_DIR=data_dir)
    for _ in range(KILLS):
        kill_at_work(data_dir, chance)
    assert manage("run_tasks", DATA_DIR=data_dir).returncode == 0
    assert [(kind, state) for kind, state, _ in rows(data_dir, TELL)] == [
        (kind, "done") for kind in kinds
    ]
    assert [file.suffix for file in (data_dir / "backups").iterdir()] == [".gz"]
    assert manage("check_archive", DATA_DIR=data_dir).returncode == 0
