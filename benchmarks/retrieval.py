"""Does search find what people ask for? Against what others would build, in one run.

    make eval EVAL=FOLDER [PQUAD=FILE]        (python -m benchmarks.retrieval FOLDER [FILE])

FOLDER holds `pquad_val/` (docs.jsonl, queries.jsonl, qrels.tsv: one relevant document a question)
and `score_variants.py` with its spellings. The documents go through the import into an archive that
is thrown away, the questions through the API as a reader's would. Search is tuned on the half of
the questions whose ids hash to an even byte; the other half is only reported, and beside it what
the best of many settings reaches there, chosen with sight of it: the ceiling of such a ranking.
FILE is the test part of PQuAD (Dataset/Test.json): its questions of these documents are only
reported too. Writes the tables into docs/search-quality.md.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from pathlib import Path
from unittest.mock import patch

import numpy as np

from benchmarks.baselines import TOP, Search, sqlite_fts5, whoosh_hazm, whoosh_plain

RESAMPLES, SEED = 20_000, 1404
ARCHIVE = "Sanat Archive"
BASELINES = {
    "Whoosh, plain words": whoosh_plain,
    "Whoosh, hazm Lemmatizer": whoosh_hazm,
    "SQLite FTS5": sqlite_fts5,
}
# Settings that might lead the import into somebody's archive, or the questions away from it.
_ELSEWHERE = (
    *("DATABASE_URL", "SEARCH_URL", "CACHE_URL", "SEARCH_RATE_PER_MINUTE"),
    *("HOST", "ALLOWED_HOSTS", "SITE_URL", "SITE_HTTPS"),
)
OTHER_HALF = "The other half"
CEILING = "Ceiling: the settings that fit best here"
SETTINGS = {
    "SATURATION": (0.3, 0.6, 1.2),
    "LENGTH_NORM": (0.6, 0.9),
    "NEAR_WEIGHT": (0.0, 0.2, 0.5),
    "SURFACE_WEIGHT": (0.15, 0.4, 0.8),
}
REPORT = Path(__file__).parents[1] / "docs" / "search-quality.md"
_TABLES = re.compile(r"(?<=<!-- make eval -->\n).*(?=<!-- end -->)", re.DOTALL)


@dataclass(frozen=True)
class Questions:
    """Documents and questions by id, and the one document that answers each question."""

    documents: Mapping[str, str]
    texts: Mapping[str, str]
    answers: Mapping[str, str]

    def half(self, number: int) -> list[str]:
        """The ids of the questions to tune with (0), or of those to report (1)."""
        return [key for key in self.answers if sha256(key.encode()).digest()[0] % 2 == number]


def read_questions(folder: Path) -> Questions:
    documents, texts = (
        {row["id"]: row["text"] for row in map(json.loads, file.open(encoding="utf-8"))}
        for file in (folder / "docs.jsonl", folder / "queries.jsonl")
    )
    judged = (line.split("\t") for line in (folder / "qrels.tsv").open(encoding="utf-8"))
    return Questions(documents, texts, {question: document for question, document, _ in judged})


def read_pquad(file: Path, known: Questions) -> Questions:
    """The answerable questions of a part of PQuAD whose paragraph is among the known documents."""
    keys = {text: key for key, text in known.documents.items()}
    asked_already = set(known.texts.values())
    articles = json.loads(file.read_text(encoding="utf-8"))["data"]
    paragraphs = [one for article in articles for one in article["paragraphs"]]
    asked = [
        (question["id"], question["question"], keys[one["context"]])
        for one in paragraphs
        if one["context"] in keys
        for question in one["qas"]
        if not question["is_impossible"] and question["question"] not in asked_already
    ]
    texts = {key: text for key, text, _ in asked}
    return Questions(known.documents, texts, {key: answer for key, _, answer in asked})


def archive(documents: Mapping[str, str], data_dir: Path) -> Search:
    """The archive's own API, after an import of the documents."""
    for name in _ELSEWHERE:
        os.environ.pop(name, None)
    os.environ["DATA_DIR"] = str(data_dir)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    (data_dir / "static").mkdir()  # whitenoise wants it there
    import django
    from django.core.management import call_command
    from django.test import Client

    django.setup()
    file = data_dir / "documents.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for key, text in documents.items():
            lines.write(json.dumps({"external_id": key, "source": "eval", "body": text}) + "\n")
    call_command("import_articles", str(file), stdout=io.StringIO())
    client = Client(SERVER_NAME="localhost")

    def search(question: str) -> list[str]:
        response = client.get("/api/v1/search", {"q": question})
        return [result["external_id"] for result in response.json().get("results", ())][:TOP]

    return search


def ceiling(texts: Sequence[str], right: Sequence[str], is_refused: Sequence[bool]) -> "Scores":
    """The best scores that any of the settings reaches on these very questions.

    What the site refuses for its length stays without an answer.
    """
    from archive.models import Article
    from search.backends import backend
    from search.engine import matching
    from search.params import SearchParams, Sort
    from search.syntax import parse

    engine, names = backend(), dict(Article.objects.values_list("pk", "external_id"))
    asked = [
        None if refused else (parse(text), SearchParams(text, sort=Sort.RELEVANCE))
        for text, refused in zip(texts, is_refused, strict=True)
    ]
    tried = []
    for values in product(*SETTINGS.values()):
        with ExitStack() as stack:
            for name, value in zip(SETTINGS, values, strict=True):
                stack.enter_context(patch.object(matching, name, value))
            hits = [engine.answer(*one).hits[:TOP] if one else () for one in asked]
        tried.append(Scores([[names[key] for key, _ in one] for one in hits], right))
    return max(tried, key=lambda scores: scores.ndcg)


class Scores:
    """The measures of one system's answers to questions with one right document each."""

    def __init__(self, found: Sequence[Sequence[str]], right: Sequence[str]) -> None:
        ranks = np.array(
            [
                hits.index(answer) + 1 if answer in hits else np.inf
                for hits, answer in zip(found, right, strict=True)
            ]
        )
        self.gains = 1 / np.log2(ranks + 1)  # nDCG of each question
        self.ndcg = self.gains.mean()
        is_answered = np.array([bool(hits) for hits in found])
        self.recall = np.isfinite(ranks).mean()
        self.recall_if_answered = np.isfinite(ranks)[is_answered].mean()
        self.mrr = (1 / ranks).mean()
        self.unanswered = 1 - is_answered.mean()


def bootstrap(ours: Scores, theirs: Scores) -> float:
    """How likely a difference in nDCG as large as this is by chance: two-sided, paired."""
    differences = ours.gains - theirs.gains
    chance, size = np.random.default_rng(SEED), len(differences)
    means = np.array([differences[chance.integers(0, size, size)].mean() for _ in range(RESAMPLES)])
    return min(1.0, 2 * float(np.mean(means <= 0)), 2 * float(np.mean(means >= 0)))


def table(results: Mapping[str, Scores]) -> str:
    """One half's scores in Markdown, each baseline with what the archive is ahead of it."""
    lines = [
        "| | nDCG@10 | recall@10 | of those answered | MRR@10 | no answer | ours ahead by | p |",
        "|---|---|---|---|---|---|---|---|",
    ]
    ours = results[ARCHIVE]
    for name, one in results.items():
        recall = f"{one.recall:.3f} | {one.recall_if_answered:.3f}"
        cells = f"{one.ndcg:.4f} | {recall} | {one.mrr:.4f} | {one.unanswered:.1%}"
        ahead = f"{ours.ndcg - one.ndcg:+.4f} | {bootstrap(ours, one):.4f}"
        lines.append(f"| {name} | {cells} | {'| ' if one is ours else ahead} |")
    return "\n".join(lines)


def spellings(folder: Path) -> str:
    """What the folder's own scorer says of `persian.terms`."""
    command = [sys.executable, str(folder / "score_variants.py"), "callable", "persian:terms"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def measure(questions: Questions, unseen: Questions | None, data_dir: Path) -> str:
    """The tables of both halves and of the unseen questions in Markdown."""
    searches = {ARCHIVE: archive(questions.documents, data_dir)}
    searches |= {name: build(questions.documents) for name, build in BASELINES.items()}
    asked = {
        "The half that search is tuned on": (questions, questions.half(0)),
        OTHER_HALF: (questions, questions.half(1)),
    }
    if unseen:
        asked["The test part, only reported"] = (unseen, list(unseen.answers))
    sections = []
    for title, (source, keys) in asked.items():
        texts = [source.texts[key] for key in keys]
        right = [source.answers[key] for key in keys]
        found = {name: [search(text) for text in texts] for name, search in searches.items()}
        scores = {name: Scores(hits, right) for name, hits in found.items()}
        if title == OTHER_HALF:
            scores[CEILING] = ceiling(texts, right, [not hits for hits in found[ARCHIVE]])
        sections.append(f"### {title} ({len(keys)} questions)\n\n{table(scores)}")
    return "\n\n".join(sections)


def main(folder: Path, pquad: Path | None = None) -> None:
    questions = read_questions(folder / "pquad_val")
    unseen = read_pquad(pquad, questions) if pquad else None
    with tempfile.TemporaryDirectory() as data_dir:
        measured = measure(questions, unseen, Path(data_dir))
    tables = f"\n{measured}\n\n### Spellings\n\n```\n{spellings(folder)}```\n\n"
    print(tables)
    report = REPORT.read_text(encoding="utf-8")
    REPORT.write_text(_TABLES.sub(lambda _: tables, report), encoding="utf-8")


if __name__ == "__main__":
    paths = [Path(one).resolve() for one in sys.argv[1:]]
    if not 1 <= len(paths) <= 2 or not (paths[0] / "pquad_val").is_dir():
        sys.exit("Which evaluation set? make eval EVAL=FOLDER, a folder with pquad_val/ in it.")
    main(*paths)
