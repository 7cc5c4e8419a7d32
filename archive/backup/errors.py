"""Why a backup is not made or not restored, each as one line that says what to do."""


class BackupError(Exception):
    """Base of this package's errors."""


class DamagedBackup(BackupError):
    """The file is no backup or not as it was written; nothing of it is put in place."""


class CannotRestore(BackupError):
    """The backup is whole, but not for this archive as it is now."""


class CannotBackUp(BackupError):
    """No backup can be made of this archive."""
