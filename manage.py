#!/usr/bin/env python3
"""Django's command line for the archive."""

import os
import sys


def main() -> None:
    if sys.version_info[:2] != (3, 11):
        sys.exit(
            f"Sanat Archive needs Python 3.11, as hazm 0.10 does; this is {sys.version.split()[0]}."
            " Run «make setup», then .venv/bin/python manage.py …"
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed. Run «make setup», then .venv/bin/python manage.py …")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Cannot start: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        from archive.disk import NO_ROOM, is_full

        if not is_full(error):
            raise
        sys.exit(NO_ROOM)


if __name__ == "__main__":
    main()
