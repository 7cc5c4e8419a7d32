"""Pages as tests read them."""

from __future__ import annotations

from django.test import Client


def page_of(client: Client, address: str, status: int = 200) -> str:
    """The page at an address, which answers with this status."""
    response = client.get(address)
    assert response.status_code == status
    return str(response.content.decode())
