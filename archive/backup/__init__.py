"""The whole archive in one file, and back: the database, the raw files, the secret key.

The index, the static files and the compiled lexicon come back by themselves and are left out.
"""

from archive.backup.errors import BackupError
from archive.backup.making import Backup, make_backup
from archive.backup.repairing import repair_raw_files
from archive.backup.restoring import is_half_restored, restore_backup

__all__ = [
    "Backup",
    "BackupError",
    "is_half_restored",
    "make_backup",
    "repair_raw_files",
    "restore_backup",
]
