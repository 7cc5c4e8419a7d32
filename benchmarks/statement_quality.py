"""Does extraction find the figures, quotes and products that a reader finds?

    python -m benchmarks.statement_quality [--show]

Against the labelled passages `statements_*.txt` of benchmarks/data/extraction (their form is in
the README there). Prints precision, recall and F1 of both halves: `tuned`, with
which the rules were written, and `aside`, which was only counted. --show also prints the mistakes
in `tuned`. Writes the table into docs/extraction-quality.md.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.extraction_quality import DATA, HALVES, REPORT, Count, Passage, inspect
from persian import identity_key

KINDS = ("figures", "quotes", "speakers of quotes", "products")
_TABLE = re.compile(r"(?<=<!-- statements -->\n).*(?=<!-- end statements -->)", re.DOTALL)

Article = dict[str, Any]


@dataclass
class Labelled:
    """A passage with what it holds; a label is optional when its key ends in «?»."""

    title: str
    text: str
    labels: list[tuple[str, list[str]]] = field(default_factory=list)

    def of(self, kind: str) -> list[tuple[list[str], bool]]:
        found = [(cells, key) for key, cells in self.labels if key.rstrip("?") == kind]
        return [(cells, key.endswith("?")) for cells, key in found]


def read_labelled(half: str) -> Iterator[Labelled]:
    """Yield the labelled passages of one half."""
    text = (DATA / f"statements_{half}.txt").read_text(encoding="utf-8")
    for block in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = block.partition("\n")
        body, _, gold = rest.partition("\n--- gold\n")
        passage = Labelled(title, body.strip() + "\n")
        for line in filter(None, gold.splitlines()):
            key, _, value = line.partition(":")
            separator = "،" if key == "products" else "|"
            passage.labels.append((key, [cell.strip() for cell in value.split(separator)]))
        yield passage


def level(text: str) -> str:
    return identity_key(text).replace(" ", "")


# -- what counts as found --------------------------------------------------------------------------


def is_figure(found: Article, cells: Sequence[str]) -> bool:
    value, unit = float(cells[0]), level(cells[1])
    mine = level(found["unit"])
    return found["value"] == value and (mine in unit or unit in mine)


def is_quote(found: Article, cells: Sequence[str]) -> bool:
    return level(cells[1]) in level(found["text"])


def is_quote_of(found: Article, cells: Sequence[str]) -> bool:
    return is_quote(found, cells) and level(found["speaker"]) == level(cells[0])


def is_product(found: Article, cells: Sequence[str]) -> bool:
    return level(found["name"]) == level(cells[0])


def count(
    kind: str,
    score: Count,
    found: Sequence[Article],
    wanted: Sequence[tuple[Sequence[str], bool]],
    matches: Callable[[Article, Sequence[str]], bool],
) -> Iterator[str]:
    """Count one kind in one passage; yields the mistakes."""
    left = list(wanted)
    for item in found:
        hit = next((label for label in left if matches(item, label[0])), None)
        if hit is None:
            score.wrong += 1
            yield f"wrong {kind}: " + " | ".join(str(value)[:60] for value in item.values())
            continue
        left.remove(hit)
        score.found += not hit[1]
    for cells, is_optional in left:
        if not is_optional:
            score.missed += 1
            yield f"missed {kind}: {' | '.join(cells)}"


def score_half(half: str) -> tuple[dict[str, Count], list[str]]:
    passages = list(read_labelled(half))
    scores: dict[str, Count] = defaultdict(Count)
    mistakes: list[str] = []
    articles = inspect([Passage(passage.title, passage.text) for passage in passages])
    for passage, article in zip(passages, articles, strict=True):
        products = [([name], False) for cells, _ in passage.of("products") for name in cells]
        for kind, found, wanted, matches in (
            ("figures", article["figures"], passage.of("figure"), is_figure),
            ("quotes", article["quotes"], passage.of("quote"), is_quote),
            ("speakers of quotes", article["quotes"], passage.of("quote"), is_quote_of),
            ("products", article["products"], products, is_product),
        ):
            for mistake in count(kind, scores[kind], found, wanted, matches):
                mistakes.append(f"{passage.title}: {mistake}")
    return scores, mistakes


def table(halves: dict[str, dict[str, Count]]) -> str:
    """The scores as a Markdown table."""
    lines = [
        "| kind | " + " | ".join(f"{half}: P | R | F1" for half in halves) + " |",
        "|---|" + "---|---|---|" * len(halves),
    ]
    for kind in KINDS:
        cells = (
            f"{score.precision:.2f} | {score.recall:.2f} | **{score.f1:.2f}**"
            for score in (scores[kind] for scores in halves.values())
        )
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print the mistakes in `tuned`")
    show = parser.parse_args().show
    results = {half: score_half(half) for half in HALVES}
    if show:
        print("\n".join(results["tuned"][1]))
    counted = table({half: scores for half, (scores, _) in results.items()})
    print(counted)
    text = REPORT.read_text(encoding="utf-8")
    REPORT.write_text(_TABLE.sub(lambda _: counted, text), encoding="utf-8")


if __name__ == "__main__":
    main()
