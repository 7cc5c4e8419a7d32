"""Exports of messengers' channels: a JSON object with the channel's name and its messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from archive.ingest.keyed import text_of
from archive.ingest.readers.text_reader import article_of
from archive.ingest.records import ArticleRecord


def is_channel(value: dict[str, Any]) -> bool:
    """Whether an object is the export of a channel or chat."""
    return isinstance(value.get("messages"), list) and "name" in value


def read_channel(channel: dict[str, Any]) -> Iterator[ArticleRecord]:
    """Yield the posts with a text, as text files are read; a message's number is its code.

    What says who joined or which message is pinned, and pictures without a word, are no posts.
    """
    for message in channel["messages"]:
        if not isinstance(message, dict) or message.get("type", "message") != "message":
            continue
        post = article_of(text_of(message.get("text")))
        if post is not None:
            yield replace(
                post,
                republished_by=post.republished_by or text_of(channel["name"]),
                date_text=text_of(message.get("date_unixtime") or message.get("date")),
                news_code=text_of(message.get("id")),
            )
