"""The compiled dictionary that the analyzer reads: one memory-mapped hash table for all processes.

`python -m persian.build_lexicon` writes it; a process that finds none builds it once.

The file is a header, a table of 32-bit slots (open addressing, 0 = empty, else the offset of an
entry) and the entries: kind and frequency, then key and lemma with a length byte each.
"""

import hashlib
import mmap
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from persian.tables import DATA

_MAGIC = b"SANATLEX"
_HEADER = struct.Struct("<8sI")
_SLOT = struct.Struct("<I")
_ENTRY = struct.Struct("<HBB")
_RULES = (
    "compounds.py",
    "hazm_data.py",
    "inflection.py",
    "letters.py",
    "lexicon.py",
    "lexicon_entries.py",
    "lexicon_refining.py",
    "spelling.py",
    "verbs.py",
)


class Kind:
    """Bits that say what the dictionary knows of a word; 0 = only that somebody wrote it once."""

    WORD = 1  # counted in a corpus, or given a part of speech
    NOUN = 2
    ADJECTIVE = 4
    INFLECTED = 8  # a plural or comparative
    VERB = 16  # a form of a verb; the lemma is the past stem
    PARTICIPLE = 32  # «گفته»: with an auxiliary after it a form of the verb, else a word of its own
    COMPOUND = 64  # the lemma is its parts, with half-spaces between
    NAME = 128  # protected: never lemmatised
    SPELLING = 256  # another spelling of what the lemma says


class Entry(NamedTuple):
    """A word's kind, its frequency as 4·log2(1 + count), and its lemma."""

    kind: int
    frequency: int
    lemma: str


Entries = dict[str, Entry]
Lookup = Callable[[str], Entry | None]
# The frequency that a word is held for that has a part of speech but was never counted («جوان»).
UNCOUNTED = 40
NAMED = 60  # and names and spellings


class LexiconError(Exception):
    """The compiled dictionary can be neither read nor built; the message says why."""


class Lexicon:
    """Words and their entries, read in place from the compiled file."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        magic, slots = _HEADER.unpack_from(data)
        if magic != _MAGIC:
            raise LexiconError("this file is no compiled dictionary")
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
                return Entry(kind, frequency, lemma.decode() or word)
            slot = (slot + 1) & mask
        return None


def compile_entries(entries: Mapping[str, Entry]) -> bytes:
    """The file's bytes for these entries; a lemma equal to its word is stored empty."""
    slots = 1 << (2 * len(entries)).bit_length()
    table = [0] * slots
    body = bytearray()
    start = _HEADER.size + _SLOT.size * slots
    for word, entry in entries.items():
        key = word.encode()
        slot = zlib.crc32(key) & (slots - 1)
        while table[slot]:
            slot = (slot + 1) & (slots - 1)
        table[slot] = start + len(body)
        lemma = b"" if entry.lemma == word else entry.lemma.encode()
        body += _ENTRY.pack(entry.kind, entry.frequency, len(key)) + key
        body += bytes([len(lemma)]) + lemma
    return _HEADER.pack(_MAGIC, slots) + struct.pack(f"<{slots}I", *table) + bytes(body)


@cache
def lexicon_path() -> Path:
    """Where the compiled dictionary belongs; named after the tables and rules behind it."""
    code = Path(__file__).parent
    sources = [*DATA.glob("*.txt"), *DATA.glob("*.tsv"), *(code / name for name in _RULES)]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources)))
    return DATA / f"lexicon-{digest.hexdigest()[:12]}.bin"


@cache
def lexicon() -> Lexicon:
    """The dictionary of this process; builds the file when it is missing.

    Raises:
        LexiconError: it is missing and its folder cannot be written.
    """
    path = lexicon_path()
    if not path.exists():
        _build()
    with path.open("rb") as file:
        return Lexicon(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _build() -> None:
    """Build the file in a process of its own: hazm takes 400 MB, which serving does without."""
    build = subprocess.run(
        [sys.executable, "-m", "persian.build_lexicon"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    if build.returncode:
        raise LexiconError(build.stderr.strip().rpartition("\n")[2])
