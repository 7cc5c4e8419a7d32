"""Our analyzer against hazm's Normalizer, tokenizer and Lemmatizer, in one run.

    python -m benchmarks.analyzer [ARTICLES.jsonl]

Without a file of articles (`body` per line) the demo articles are used, cut to 2,500 characters and
repeated with their words in another order. Prints one JSON object: milliseconds of CPU an article,
cold (every word new) and warm, seconds and megabytes to load, and the ratios. `terms` is what
hazm's chain returns, `tokens` has offsets and rules as well.
"""

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ARTICLE_CHARS = 2_500
ARTICLES = 200
ROUNDS = 10
FIXTURES = Path(__file__).parents[1] / "fixtures"


def articles(path: Path | None) -> list[str]:
    """Texts of 2,500 characters, always the same."""
    if path:
        lines = path.read_text(encoding="utf-8").splitlines()
        text = "\n".join(json.loads(line)["body"] for line in lines)
    else:
        files = sorted(FIXTURES.rglob("*.txt"))
        text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    pieces = [text[at : at + ARTICLE_CHARS] for at in range(0, len(text), ARTICLE_CHARS)]
    chance = random.Random(1)
    while len(pieces) < ARTICLES:
        words = chance.choice(pieces).split(" ")
        chance.shuffle(words)
        pieces.append(" ".join(words))
    return pieces[:ARTICLES]


def terms() -> Callable[[str], object]:
    import persian

    persian.terms("شرکت")
    return persian.terms


def tokens() -> Callable[[str], object]:
    import persian

    persian.tokens("شرکت")
    return persian.tokens


def hazm() -> Callable[[str], object]:
    from hazm import Lemmatizer, Normalizer, WordTokenizer

    normalizer, tokenizer, lemmatizer = Normalizer(), WordTokenizer(), Lemmatizer()

    def analyse(text: str) -> list[str]:
        return [
            lemmatizer.lemmatize(word) for word in tokenizer.tokenize(normalizer.normalize(text))
        ]

    return analyse


def measure(load: Callable[[], Callable[[str], object]], texts: list[str]) -> dict[str, float]:
    """Load seconds and megabytes, and CPU milliseconds an article, cold and warm."""
    before, started = _megabytes(), time.process_time()
    analyse = load()
    found = {"load_seconds": time.process_time() - started, "load_mb": _megabytes() - before}
    rounds = []
    for _ in range(ROUNDS + 1):
        started = time.process_time()
        for text in texts:
            analyse(text)
        rounds.append((time.process_time() - started) * 1000 / len(texts))
    return found | {"cold_ms": rounds[0], "warm_ms": min(rounds[1:]), "total_mb": _megabytes()}


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str]) -> None:
    name, *rest = arguments or [""]
    if name in (loaders := {"terms": terms, "tokens": tokens, "hazm": hazm}):
        texts = articles(Path(rest[0]) if rest else None)
        print(json.dumps(measure(loaders[name], texts)))
        return
    results = {}
    for each in loaders:  # a process of its own, so that neither pays for the other's memory
        command = [sys.executable, "-m", "benchmarks.analyzer", each, *arguments]
        results[each] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    for each in ("terms", "tokens"):
        ratios = {key: results["hazm"][key] / results[each][key] for key in results["hazm"]}
        results[f"hazm_to_{each}"] = ratios
    rounded = {
        name: {key: round(value, 3) for key, value in row.items()} for name, row in results.items()
    }
    print(json.dumps(rounded, indent=2))


if __name__ == "__main__":
    main(sys.argv[1:])
