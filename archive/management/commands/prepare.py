"""Makes the archive ready to serve; what is done already is left alone."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from archive.backup import is_half_restored
from archive.models import BatchState, ImportBatch
from archive.secrets import read_or_make_secret

ADMIN_NAME = "admin"
PASSWORD_CHARS = 20


class Command(BaseCommand):
    help = "Make database, admin user, static files, demo articles and index ready to serve."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--static-only", action="store_true", help="only collect the static files"
        )

    def handle(self, *args: Any, static_only: bool, **options: Any) -> None:
        refuse_half_restored()
        refuse_unwritable(settings.DATA_DIR)
        if not settings.DEBUG:
            self.collect_static()
        if static_only:
            return
        try:
            call_command("migrate", interactive=False, verbosity=0)
            self.make_admin()
            self.load_demo_articles()
        except OperationalError as error:
            raise CommandError(
                f"Cannot use the database: {error}. Check DATABASE_URL and DATA_DIR."
            ) from error
        call_command("index_pending", verbosity=0)

    def collect_static(self) -> None:
        state = static_state()
        if is_collected(state):
            return
        call_command(
            "collectstatic",
            interactive=False,
            clear=True,
            verbosity=0,
            ignore_patterns=["redoc*"],  # ninja's other API page, which we do not show
        )
        collected_mark().write_text(state)
        self.stdout.write("Static files: collected")

    def make_admin(self) -> None:
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        kept_in = settings.DATA_DIR / "admin-password"
        password = settings.ADMIN_PASSWORD or read_or_make_secret(kept_in, PASSWORD_CHARS)
        users.create_superuser(ADMIN_NAME, password=password)
        if settings.ADMIN_PASSWORD:
            self.stdout.write(f"Admin user: {ADMIN_NAME}, password as in ADMIN_PASSWORD")
        else:
            self.stdout.write(f"Admin user: {ADMIN_NAME}, password {password} (kept in {kept_in})")

    def load_demo_articles(self) -> None:
        """Import the demo articles into an archive that never imported anything."""
        if settings.LOAD_SEEDS and not ImportBatch.objects.filter(state=BatchState.DONE).exists():
            folder = os.path.relpath(settings.BASE_DIR / "fixtures")
            call_command("import_articles", folder, stdout=self.stdout)


def refuse_half_restored() -> None:
    """Check that DATA_DIR does not hold a part of one archive, perhaps beside parts of another.

    Raises:
        CommandError: it does; says what to do.
    """
    if is_half_restored():
        raise CommandError(
            f"Restoring a backup into {settings.DATA_DIR} was broken off. Give `restore` again."
        )


def refuse_unwritable(folder: Path) -> None:
    """Check that we can write to the folder, made when missing.

    Raises:
        CommandError: we cannot; says what to do.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise CommandError(
            f"Cannot write to {folder}: {error.strerror}."
            " Choose a folder that you may write to: DATA_DIR=/some/folder"
        ) from error


def is_prepared() -> bool:
    """Whether this version of the archive could serve now: tables and static files are its own."""
    if not settings.DEBUG and not is_collected(static_state()):
        return False
    try:
        return has_tables()
    except OperationalError:  # `prepare` says what is wrong with the database
        return False
    finally:
        connection.close()


def has_tables() -> bool:
    """Whether every migration was applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def is_collected(state: str) -> bool:
    """Whether the static files that were collected are those of this state."""
    mark = collected_mark()
    return mark.exists() and mark.read_text() == state


def collected_mark() -> Path:
    """The file that keeps the state of the collected static files."""
    return Path(settings.STATIC_ROOT) / ".collected"


def static_state() -> str:
    """A digest of all static source files: where they are, how long, when changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name))
            digest.update(f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()
