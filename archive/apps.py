from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "بایگانی"

    def ready(self) -> None:
        from archive.gazetteer_rows import sync_gazetteer
        from archive.logins import note_logins
        from archive.roles import make_roles

        post_migrate.connect(sync_gazetteer, sender=self)
        post_migrate.connect(make_roles, sender=self)
        note_logins()
