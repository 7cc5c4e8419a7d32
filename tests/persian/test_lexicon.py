import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hazm.utils import words_list
from hypothesis import given
from hypothesis import strategies as st

from persian import build_lexicon, lexicon, terms
from persian.lexicon import Entry, Kind, Lexicon, LexiconError, compile_entries

ZWNJ = "\u200c"


@given(st.dictionaries(st.text("ابپت", min_size=1, max_size=8), st.integers(0, 255)))
def test_what_is_compiled_is_found_and_nothing_else(frequencies):
    entries = {word: Entry(Kind.WORD, count, word) for word, count in frequencies.items()}
    compiled = Lexicon(compile_entries(entries))
    assert all(compiled.get(word) == entry for word, entry in entries.items())
    assert compiled.get("ث") is None
    assert compiled.get("\ud800") is None


def test_a_strange_file_is_refused():
    with pytest.raises(LexiconError):
        Lexicon(bytes(64))


def test_serving_needs_no_hazm():
    code = "import sys, persian; persian.terms('شرکت‌های صنعتی'); sys.exit('hazm' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_file_is_built_once_and_older_ones_go(tmp_path, monkeypatch):
    built = []
    entries = {"شرکت": Entry(Kind.WORD, 90, "شرکت")}
    monkeypatch.setattr(build_lexicon, "entries", lambda: built.append(1) or entries)
    (tmp_path / "lexicon-old.bin").write_bytes(b"old")
    path = tmp_path / "lexicon-new.bin"
    with ThreadPoolExecutor() as pool:
        list(pool.map(build_lexicon.build, [path] * 4))
    assert built == [1]
    assert Lexicon(path.read_bytes()).get("شرکت") == entries["شرکت"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_named(monkeypatch):
    monkeypatch.setattr(build_lexicon, "entries", dict)
    with pytest.raises(LexiconError, match="make setup"):
        build_lexicon.build(lexicon.DATA / "missing" / "lexicon-x.bin")


def test_half_spaced_words_of_the_dictionary_meet_in_three_spellings():
    words = [word for word, count, _ in words_list() if count and ZWNJ in word.strip(ZWNJ)]
    meeting = [
        word
        for word in words
        if set(terms(word))
        == set(terms(word.replace(ZWNJ, " ")))
        == set(terms(word.replace(ZWNJ, "")))
    ]
    assert len(meeting) >= 0.99 * len(words)


def test_few_words_of_the_dictionary_become_another_word():
    counted = [word for word, count, _ in words_list() if count and ZWNJ not in word]
    known = lexicon.lexicon().get
    changed = [
        (word, term)
        for word in counted
        for term in terms(word)[:1]
        if len(terms(word)) == 1 and known(word) and not known(word).kind & Kind.INFLECTED
        if term != lexicon.lexicon().get(word).lemma
    ]
    assert changed == []
