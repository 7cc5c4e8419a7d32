"""JSON from outside: no depth, number, constant or doubled key that would break what reads it."""

from __future__ import annotations

import json
import re
from typing import Any

from archive.ingest.exceptions import MalformedFile

_MAX_DEPTH = 64
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|([\[{])|([\]}])', re.S)


class AmbiguousObject(dict[str, Any]):
    """An object that names one key twice."""


def load_json(text: str) -> Any:
    """Return the value of untrusted JSON; numbers stay text, NaN and infinity are nothing.

    Raises:
        json.JSONDecodeError: the text is not JSON.
        MalformedFile: it is nested too deep.
    """
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        depth += bool(match[1]) - bool(match[2])
        if depth > _MAX_DEPTH:
            raise MalformedFile("این JSON بیش از اندازه تو در تو است.")
    return json.loads(
        text,
        strict=False,  # agencies leave raw line ends inside strings
        parse_int=str,
        parse_float=str,
        parse_constant=lambda _nan_or_infinity: None,
        object_pairs_hook=_object,
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    return mapping if len(mapping) == len(pairs) else AmbiguousObject(mapping)
