"""JSON from outside: no depth, number, constant or doubled key that would break what reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from archive.ingest.exceptions import MalformedFile

_MAX_DEPTH = 64
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|([\[{])|([\]}])', re.S)
_SPACE = r"[ \t\n\r]*+"
_OPENING = re.compile(rf"{_SPACE}\[{_SPACE}")
_COMMA = re.compile(rf"{_SPACE},{_SPACE}")
_CLOSING = re.compile(rf"{_SPACE}\]{_SPACE}\Z")


class AmbiguousObject(dict[str, Any]):
    """An object that names one key twice."""


def load_json(text: str) -> Any:
    """Return the value of untrusted JSON; numbers stay text, NaN and infinity are nothing.

    Raises:
        json.JSONDecodeError: the text is not JSON.
        MalformedFile: it is nested too deep.
    """
    _refuse_depth(text)
    return _DECODER.decode(text)


def is_array(text: str) -> bool:
    """Whether a text begins like a JSON array."""
    return _OPENING.match(text) is not None


def load_array(text: str) -> Iterator[Any]:
    """Yield the values of an untrusted JSON array one by one, each as `load_json` returns it.

    So only one of them is held at a time. Those before a place where the array is broken are
    yielded before the error is raised.
    """
    _refuse_depth(text)
    here = _end_of(_OPENING, text, 0)
    comma = None if text.startswith("]", here) else here
    while comma is not None:
        value, here = _DECODER.raw_decode(text, comma)
        yield value
        comma = match.end() if (match := _COMMA.match(text, here)) else None
    _end_of(_CLOSING, text, here)


def _end_of(sign: re.Pattern[str], text: str, here: int) -> int:
    match = sign.match(text, here)
    if match is None:
        raise json.JSONDecodeError("Expecting a comma or the array's end", text, here)
    return match.end()


def _refuse_depth(text: str) -> None:
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        depth += bool(match[1]) - bool(match[2])
        if depth > _MAX_DEPTH:
            raise MalformedFile("این JSON بیش از اندازه تو در تو است.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    return mapping if len(mapping) == len(pairs) else AmbiguousObject(mapping)


_DECODER = json.JSONDecoder(
    strict=False,  # agencies leave raw line ends inside strings
    parse_int=str,
    parse_float=str,
    parse_constant=lambda _nan_or_infinity: None,
    object_pairs_hook=_object,
)
