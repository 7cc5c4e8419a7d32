"""The compiled dictionary that the analyzer reads: one memory-mapped hash table, shared by all processes.

`python -m persian.build_lexicon` writes it; a process that finds none builds it once.

The file is a header, a table of 32-bit slots (open addressing, 0 = empty, else the offset of an entry) and the
entries: flags, frequency, then key and lemma with a length byte each. The frequency is 4·log2(1 + count).
"""

import mmap
import struct
import zlib
from collections.abc import Mapping
from enum import IntFlag
from functools import cache
from pathlib import Path
from typing import NamedTuple

VERSION = 1
DATA = Path(__file__).parent / "data"
PATH = DATA / f"lexicon-{VERSION}.bin"

_MAGIC = b"SANATLEX"
_HEADER = struct.Struct("<8sII")
_SLOT = struct.Struct("<I")
_ENTRY = struct.Struct("<HBB")


class Kind(IntFlag):
    """What the dictionary says of a word."""

    WORD = 1  # a real word: the dictionary counted it, or gave it a part of speech
    NOUN = 2
    ADJECTIVE = 4
    PLURAL = 8
    VERB = 16  # a conjugated form; the lemma is the past stem
    PARTICIPLE = 32
    COMPOUND = 64  # the lemma is the parts, with half-spaces between
    NAME = 128  # protected: never lemmatised
    FORM = 256  # a conjugated form that is read as a verb even though it is a word too


class Entry(NamedTuple):
    kind: Kind
    frequency: int
    lemma: str


class LexiconError(Exception):
    """The compiled dictionary can be neither read nor built; the message says why and what to do."""


class Lexicon:
    """Words and their entries, read in place from the compiled file."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        magic, version, slots = _HEADER.unpack_from(data)
        if magic != _MAGIC or version != VERSION:
            raise LexiconError("the compiled dictionary is of another version")
        self._data = data
        self._mask = slots - 1

    def get(self, word: str) -> Entry | None:
        key = word.encode("utf-8", "surrogatepass")
        data, mask = self._data, self._mask
        slot = zlib.crc32(key) & mask
        while offset := _SLOT.unpack_from(data, _HEADER.size + 4 * slot)[0]:
            kind, frequency, length = _ENTRY.unpack_from(data, offset)
            start = offset + _ENTRY.size
            end = start + length
            if data[start:end] == key:
                lemma = data[end + 1 : end + 1 + data[end]]
                return Entry(Kind(kind), frequency, lemma.decode() or word)
            slot = (slot + 1) & mask
        return None


def compile_entries(entries: Mapping[str, Entry]) -> bytes:
    """The file's bytes for these entries; a lemma equal to its word is stored empty."""
    slots = 1 << (2 * len(entries)).bit_length()
    table = [0] * slots
    body = bytearray()
    start = _HEADER.size + 4 * slots
    for word, entry in entries.items():
        key = word.encode()
        slot = zlib.crc32(key) & (slots - 1)
        while table[slot]:
            slot = (slot + 1) & (slots - 1)
        table[slot] = start + len(body)
        lemma = b"" if entry.lemma == word else entry.lemma.encode()
        body += _ENTRY.pack(entry.kind, entry.frequency, len(key)) + key
        body += bytes([len(lemma)]) + lemma
    return _HEADER.pack(_MAGIC, VERSION, slots) + struct.pack(f"<{slots}I", *table) + bytes(body)


@cache
def lexicon() -> Lexicon:
    """The dictionary of this process; builds the file when it is missing.

    Raises:
        LexiconError: it is missing and its folder cannot be written.
    """
    if not PATH.exists():
        from persian.build_lexicon import build  # needs hazm, which serving does without

        build()
    with PATH.open("rb") as file:
        return Lexicon(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
