"""A raw file that changes on the disk: the worker notices by itself, a backup mends it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path

from tests.ops.commands import Server, copy_of, database, manage, wait_until

TWO_WEEKS_AGO = "UPDATE archive_rawdocument SET received_at = datetime('now', '-14 days')"


def readiness(server: Server) -> int:
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{server.port}/readyz", timeout=5).status
    except urllib.error.HTTPError as error:
        return error.code


def test_a_flipped_byte_is_noticed_by_the_worker_and_mended_from_a_backup(
    prepared: Path, tmp_path: Path
) -> None:
    data_dir = copy_of(prepared, tmp_path / "var")
    backup = tmp_path / "archive.tar.gz"
    assert manage("backup", str(backup), DATA_DIR=data_dir).returncode == 0
    file = next((data_dir / "raw").glob("??/??/*"))
    whole = file.read_bytes()
    file.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
    with database(data_dir) as opened:
        opened.execute(TWO_WEEKS_AGO)
    server = Server(data_dir)
    try:
        server.wait_until_it_answers()
        wait_until(lambda: readiness(server) != 200)
        assert readiness(server) == 503
        checked = manage("check_archive", "--json", DATA_DIR=data_dir)
        assert checked.returncode == 1
        assert [one["kind"] for one in json.loads(checked.stdout)["problems"]] == [
            "raw_file_changed"
        ]
        found = manage("fixity", "--json", DATA_DIR=data_dir)
        assert (found.returncode, json.loads(found.stdout)["damaged"]) == (
            1,
            [{"sha256": file.name, "damage": "changed"}],
        )
        mended = manage("fixity", "--repair-from", str(backup), DATA_DIR=data_dir)
        assert mended.returncode == 0, mended.stdout + mended.stderr
        assert readiness(server) == 200
    finally:
        server.kill()
    assert file.read_bytes() == whole
