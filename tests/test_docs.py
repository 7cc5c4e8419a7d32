"""The tables of README.md name every setting and every command."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[str]:
    """The first words in code of the rows of the table under a heading."""
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([\w-]+)", section, re.MULTILINE)


def test_the_table_of_settings_is_that_of_the_settings() -> None:
    settings = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    read = re.findall(r'(?:env\.\w+|_[a-z]+)\(\s*"([A-Z_]+)"', settings)
    assert sorted(rows("Settings")) == sorted(set(read))


def test_the_table_of_commands_is_that_of_the_commands() -> None:
    commands = [path.stem for path in ROOT.glob("*/management/commands/[!_]*.py")]
    assert sorted(rows("Commands")) == sorted(commands)


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.name)
def test_links_between_pages_of_the_docs_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
