"""Compile the dictionary from hazm's data: `python -m persian.build_lexicon`.

The only module that needs hazm. hazm supplies words with frequencies and parts of speech, and the conjugated forms
of its verbs; the tables in `persian/data/` add broken plurals, spellings and protected names.
"""

import fcntl
import math
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from persian.letters import ZWNJ, level
from persian.lexicon import DATA, PATH, Entry, Kind, LexiconError, compile_entries


def build(path: Path = PATH) -> Path:
    """Write the compiled dictionary unless another process just did; return where it is.

    Raises:
        LexiconError: the folder cannot be written.
    """
    try:
        with _locked(path):
            if not path.exists():
                _write(path, compile_entries(entries()))
    except OSError as error:
        raise LexiconError(
            f"cannot build the dictionary {path}: {error.strerror}; run `make setup` as a user who may write there"
        ) from error
    return path


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _write(path: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


def table(name: str) -> list[tuple[str, ...]]:
    """The rows of one of our data files, levelled, without comments."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [tuple(map(level, line.split("\t"))) for line in lines if line and line[0] != "#"]


def frequency(count: int) -> int:
    return min(255, round(4 * math.log2(1 + count)))


def entries() -> dict[str, Entry]:
    words = _words()
    plurals = {row[0]: row[1] for row in table("broken_plurals.tsv")}
    found: dict[str, Entry] = {}
    for word, (kind, count) in words.items():
        lemma = plurals.get(word, word)
        found[word] = Entry(kind, frequency(count), lemma)
    for form, stem in _verb_forms().items():
        if form not in found or not found[form].kind & Kind.WORD:
            found[form] = Entry(Kind.VERB, 0, stem)
    _add_compounds(found)
    for (name,) in table("protected.txt"):
        _add_name(found, name)
    return found


def _words() -> dict[str, tuple[Kind, int]]:
    from hazm.utils import words_list

    words: dict[str, tuple[Kind, int]] = {}
    for printed, count, tags in words_list():
        word = level(printed)
        kind = Kind(0)
        if count or tags != ("0",):
            kind |= Kind.WORD
        for tag, meaning in (("N", Kind.NOUN), ("AJ", Kind.ADJECTIVE), ("PL", Kind.PLURAL)):
            if tag in tags:
                kind |= meaning
        before = words.get(word, (Kind(0), 0))
        words[word] = (before[0] | kind, max(before[1], count))
    return words


def _verb_forms() -> dict[str, str]:
    from hazm import Lemmatizer

    forms: dict[str, str] = {}
    for form, verb in Lemmatizer(joined_verb_parts=False).verbs.items():
        if " " not in form and "_" not in form and verb.partition("#")[0]:
            forms[level(form).replace(ZWNJ, "")] = level(verb.partition("#")[0])
    return forms


def _add_compounds(found: dict[str, Entry]) -> None:
    for word in [word for word in found if ZWNJ in word]:
        entry = found.pop(word)
        whole = word.replace(ZWNJ, "")
        other = found.get(whole)
        if other is None or not other.kind & Kind.WORD or other.frequency <= entry.frequency:
            found[whole] = Entry(entry.kind | Kind.COMPOUND, entry.frequency, word)


def _add_name(found: dict[str, Entry], name: str) -> None:
    pieces = name.replace(ZWNJ, " ").split()
    whole = "".join(pieces)
    lemma = ZWNJ.join(pieces)
    kind = Kind.NAME | (Kind.COMPOUND if len(pieces) > 1 else Kind(0))
    found[whole] = Entry(kind, 60, lemma)


if __name__ == "__main__":
    PATH.unlink(missing_ok=True)
    print(build())
