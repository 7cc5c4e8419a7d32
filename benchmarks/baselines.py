"""What others would build for the same documents: each a function from documents to a search.

All of them search for any word of the question (OR) and rank by BM25 as they come.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping

from hazm import Lemmatizer, Normalizer, WordTokenizer
from whoosh.analysis import Analyzer, LowercaseFilter, RegexTokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query import Or, Term

Search = Callable[[str], list[str]]
TOP = 10
_WORD = re.compile(r"\w+")
_SEPARATOR = "\x1f"  # between terms that are made before they are indexed


def whoosh_plain(documents: Mapping[str, str]) -> Search:
    """Whoosh with words in lower case and nothing else."""
    return _whoosh(documents, RegexTokenizer() | LowercaseFilter())


def whoosh_hazm(documents: Mapping[str, str]) -> Search:
    """Whoosh over hazm's Normalizer, WordTokenizer and Lemmatizer; lone punctuation left out."""
    normalizer, tokenizer, lemmatizer = Normalizer(), WordTokenizer(), Lemmatizer()

    def terms(text: str) -> str:
        words = tokenizer.tokenize(normalizer.normalize(text))
        return _SEPARATOR.join(lemmatizer.lemmatize(word) for word in words if _WORD.search(word))

    made = {key: terms(text) for key, text in documents.items()}
    search = _whoosh(made, RegexTokenizer(f"[^{_SEPARATOR}]+"))
    return lambda question: search(terms(question))


def sqlite_fts5(documents: Mapping[str, str]) -> Search:
    """SQLite's full-text search as it comes."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE article USING fts5(key UNINDEXED, body)")
    database.executemany("INSERT INTO article VALUES (?, ?)", documents.items())
    ranked = "SELECT key FROM article WHERE article MATCH ? ORDER BY rank LIMIT ?"

    def search(question: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(question))
        return [key for (key,) in database.execute(ranked, (words, TOP))]

    return search


def _whoosh(documents: Mapping[str, str], analyzer: Analyzer) -> Search:
    index = RamStorage().create_index(Schema(key=ID(stored=True), body=TEXT(analyzer)))
    with index.writer(limitmb=256) as writer:
        for key, text in documents.items():
            writer.add_document(key=key, body=text)
    searcher = index.searcher()

    def search(question: str) -> list[str]:
        words = dict.fromkeys(token.text for token in analyzer(question, mode="query"))
        hits = searcher.search(Or([Term("body", word) for word in words]), limit=TOP)
        return [hit["key"] for hit in hits]

    return search
