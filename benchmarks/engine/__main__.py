"""The commands; the package's docstring tells them."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.engine import measuring, report, served
from benchmarks.engine.corpus import read_corpus, write_corpus
from benchmarks.engine.peers import ENGINES
from benchmarks.engine.queries import choose_queries, write_queries

ARTICLES = 100_000
# Haystack's own backend over as many articles takes longer than anyone wants to wait.
NOT_BY_DEFAULT = {"stock-haystack": 20_000}
SEARCH_ONLY = {"sanat-haystack"}  # searches the index of another


def make_corpus(folder: Path, articles: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    print("corpus", articles, flush=True)
    write_corpus(measuring.corpus_path(folder), articles)


def run_step(step: str, folder: Path, size: int, engines: list[str]) -> None:
    """Build or measure, one engine after the other, each in a process of its own."""
    queries = measuring.queries_path(folder, size)
    if not queries.exists():
        documents = read_corpus(measuring.corpus_path(folder), size)
        write_queries(queries, choose_queries(documents))
    for name in engines or _default(step, size):
        if step == "build":
            shutil.rmtree(folder / str(size) / name, ignore_errors=True)
        print(step, name, size, flush=True)
        command = [sys.executable, "-m", measuring.__name__, step, str(folder), str(size), name]
        settings = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(folder / "var")}
        ended = subprocess.run(command, env=os.environ | settings)
        if ended.returncode not in (0, measuring.NOT_INSTALLED):
            print(f"{name} failed", file=sys.stderr)


def _default(step: str, size: int) -> list[str]:
    left_out = {name for name, most in NOT_BY_DEFAULT.items() if size > most}
    if step == "build":
        left_out |= SEARCH_ONLY
    return [name for name in ENGINES if name not in left_out]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine")
    steps = parser.add_subparsers(dest="step", required=True)
    for name in ("corpus", "build", "measure", "served", "report", "all"):
        step = steps.add_parser(name)
        step.add_argument("folder", type=Path)
        if name == "corpus":
            step.add_argument("--articles", type=int, default=ARTICLES)
        if name in ("build", "measure", "served", "all"):
            step.add_argument("size", type=int)
        if name in ("build", "measure"):
            step.add_argument("engines", nargs="*", choices=[[], *ENGINES])
    options = parser.parse_args()
    match options.step:
        case "corpus":
            make_corpus(options.folder, options.articles)
        case "build" | "measure":
            run_step(options.step, options.folder, options.size, options.engines)
        case "served":
            served.run(options.folder, options.size)
        case "report":
            report.run(options.folder)
        case "all":
            make_corpus(options.folder, options.size)
            run_step("build", options.folder, options.size, [])
            run_step("measure", options.folder, options.size, [])
            served.run(options.folder, options.size)
            report.run(options.folder)


if __name__ == "__main__":
    main()
