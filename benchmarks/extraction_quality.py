"""Does extraction find what a reader finds? Against the labelled passages of benchmarks/data.

    python -m benchmarks.extraction_quality [--show]

The passages go through `manage.py inspect_file`, each as a file of its own. Prints precision,
recall and F1 of every field for both halves: `tuned`, with which the rules were written, and
`aside`, which was only counted. --show also prints the mistakes in `tuned`. Writes the table into
docs/extraction-quality.md. The form of the passages: benchmarks/data/extraction/README.md.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from persian import identity_key

ROOT = Path(__file__).parents[1]
DATA = ROOT / "benchmarks" / "data" / "extraction"
REPORT = ROOT / "docs" / "extraction-quality.md"
HALVES = ("tuned", "aside")
PLACES = ("provinces", "cities", "markets")
FIELDS = (*PLACES, "names", "names with role", "names with role and organization")
_TABLE = re.compile(r"(?<=<!-- make eval -->\n).*(?=<!-- end -->)", re.DOTALL)


@dataclass
class Wanted:
    """One thing that a passage holds: all its names, and for officials roles and organizations."""

    names: list[str]
    is_optional: bool = False
    roles: list[str] = field(default_factory=list)
    organizations: list[str] = field(default_factory=list)


@dataclass
class Passage:
    title: str
    text: str
    facts: dict[str, str] = field(default_factory=dict)  # source, date
    wanted: dict[str, list[Wanted]] = field(default_factory=lambda: defaultdict(list))
    traps: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class Count:
    found: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Score:
    """What one half of the passages gives."""

    passages: int = 0
    fields: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    facts: Count = field(default_factory=Count)
    traps: int = 0
    mistakes: list[str] = field(default_factory=list)

    def mistake(self, passage: Passage, text: str) -> None:
        self.mistakes.append(f"{passage.title}: {text}")


# -- the passages ---------------------------------------------------------------------------------


def read_passages(path: Path) -> Iterator[Passage]:
    """Yield the labelled passages of one half."""
    for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = block.partition("\n")
        text, _, gold = rest.partition("\n--- gold\n")
        passage = Passage(title, text.strip() + "\n")
        for line in filter(None, gold.splitlines()):
            _read_gold(passage, *line.split(":", 1))
        yield passage


def _read_gold(passage: Passage, key: str, value: str) -> None:
    if key.startswith("officials"):
        names, roles, organizations = (cell.split("/") for cell in value.split("|"))
        wanted = Wanted(_keys(names), key.endswith("?"), _keys(roles), _keys(organizations))
        passage.wanted["officials"].append(wanted)
    elif key.startswith("not_"):
        passage.traps[key.removeprefix("not_")] += _keys(value.split("،"))
    elif key in PLACES:
        for name in value.split("،"):
            names = name.removesuffix("?").split("/")
            passage.wanted[key].append(Wanted(_keys(names), name.endswith("?")))
    else:
        passage.facts[key] = value.strip()


def _keys(names: Sequence[str]) -> list[str]:
    return [_key(name) for name in names]


def _key(name: str) -> str:
    """What printings of one name share, half-spaces and spaces aside."""
    return identity_key(name).replace(" ", "")


# -- scoring --------------------------------------------------------------------------------------


def inspect(passages: Sequence[Passage]) -> list[dict[str, Any]]:
    """What `inspect_file` understands of each passage."""
    with tempfile.TemporaryDirectory(prefix="bench-extraction-") as folder:
        for number, passage in enumerate(passages):
            Path(folder, f"{number:03}.txt").write_text(passage.text, encoding="utf-8")
        command = [sys.executable, "manage.py", "inspect_file", folder, "--json"]
        printed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    files = sorted(map(json.loads, printed.stdout.splitlines()), key=lambda file: file["file"])
    return [file["articles"][0] for file in files]


def score(passages: Sequence[Passage]) -> Score:
    """Compare what is found with what is wanted."""
    result = Score(len(passages))
    for passage, article in zip(passages, inspect(passages), strict=True):
        _score_facts(result, passage, article)
        for name in PLACES:
            _score_places(result, passage, name, article[name])
        _score_officials(result, passage, article["officials"])
    return result


def _score_facts(result: Score, passage: Passage, article: dict[str, Any]) -> None:
    found = {
        "source": article["source"]["name"],
        "date": (article["published"] or "").replace("-", "/"),
    }
    for name, value in found.items():
        wanted = passage.facts.get(name, "")
        if value == wanted.rstrip("?") or (wanted.endswith("?") and not value):
            result.facts.found += 1
        else:
            result.facts.wrong += 1
            result.mistake(passage, f"{name} {value!r} for {wanted!r}")


def _take(wanted: list[Wanted], name: str) -> Wanted | None:
    """Take out what a name stands for."""
    hit = next((item for item in wanted if name in item.names), None)
    if hit:
        wanted.remove(hit)
    return hit


def _score_places(
    result: Score, passage: Passage, name: str, places: Sequence[dict[str, str]]
) -> None:
    left, count = list(passage.wanted[name]), result.fields[name]
    for place in places:
        key = _key(place["name"])
        hit = _take(left, key)
        if hit:
            count.found += not hit.is_optional
        else:
            count.wrong += 1
            result.traps += key in passage.traps[name]
            result.mistake(passage, f"wrong {name} {place['name']}")
    for item in left:
        if not item.is_optional:
            count.missed += 1
            result.mistake(passage, f"missed {name} {item.names[0]}")


def _score_officials(result: Score, passage: Passage, officials: Sequence[dict[str, str]]) -> None:
    left, counts = list(passage.wanted["officials"]), [result.fields[name] for name in FIELDS[3:]]
    for official in officials:
        key = _key(official["name"])
        hit = _take(left, key)
        if hit is None:
            for count in counts:
                count.wrong += 1
            result.traps += key in passage.traps["officials"]
            result.mistake(passage, f"wrong official {' | '.join(official.values())}")
        elif not hit.is_optional:
            has_role = _key(official["role"]).startswith(tuple(hit.roles))
            has_both = has_role and _is_organization(official["organization"], hit)
            for count, right in zip(counts, (True, has_role, has_both), strict=True):
                count.found += right
                count.wrong += not right
                count.missed += not right
            if not has_both:
                result.mistake(passage, f"office of {' | '.join(official.values())}")
    for item in left:
        if not item.is_optional:
            for count in counts:
                count.missed += 1
            result.mistake(passage, f"missed official {item.names[0]}")


def _is_organization(organization: str, wanted: Wanted) -> bool:
    """Whether one name of the organization holds the other."""
    mine = _key(organization)
    if not mine:
        return "" in wanted.organizations
    return any(name and (mine in name or name in mine) for name in wanted.organizations)


# -- the report -----------------------------------------------------------------------------------


def table(scores: dict[str, Score]) -> str:
    """The scores as a Markdown table."""
    lines = [
        "| field | " + " | ".join(f"{half}: P | R | F1" for half in scores) + " |",
        "|---|" + "---|---|---|" * len(scores),
    ]
    for name in FIELDS:
        cells = (
            f"{count.precision:.2f} | {count.recall:.2f} | **{count.f1:.2f}**"
            for count in (half.fields[name] for half in scores.values())
        )
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    facts = (f"{half.facts.precision:.2f} | | " for half in scores.values())
    lines.append("| source and date right | " + " | ".join(facts) + " |")
    traps = (f"{half.traps} in {half.passages} passages | | " for half in scores.values())
    lines.append("| traps | " + " | ".join(traps) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print the mistakes in `tuned`")
    show = parser.parse_args().show
    scores = {half: score(list(read_passages(DATA / f"{half}.txt"))) for half in HALVES}
    if show:
        print("\n".join(scores["tuned"].mistakes))
    print(table(scores))
    text = REPORT.read_text(encoding="utf-8")
    REPORT.write_text(_TABLE.sub(lambda _: table(scores), text), encoding="utf-8")


if __name__ == "__main__":
    main()
