"""How gunicorn serves the archive; `manage.py serve` starts it with this file."""

import re
from typing import Any

from gunicorn.http import message

from config import settings

bind = settings.BIND
workers = settings.WORKERS
# Threads, because two half-sent requests would block a site of two plain workers.
worker_class = "gthread"
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 3
loglevel = "warning"
# Its place is the user's home, where two archives would meet.
control_socket_disable = True
# A proxy on this machine hands on what visitors send; their paths are ours to know.
forwarder_headers = ""
# The standard wants letters beyond ASCII percent-encoded in addresses, which browsers see to and
# `curl '…/search/?q=صادرات'` does not; gunicorn refuses it. Spaces and controls stay refused.
message.RFC9112_TARGET_INVALID = re.compile(r"[\x00-\x20\x7f]")


def when_ready(_server: Any) -> None:
    """Load what the workers need before they are forked, to share it; then say where we are."""
    from django.urls import get_resolver

    import persian

    _ = get_resolver().url_patterns
    persian.terms("آماده")
    print(f"Sanat Archive is at {settings.SITE_URL}/ (Ctrl-C ends it)", flush=True)
