"""The design tokens as tokens.css has them, and how well their colours are told apart.

Contrast is that of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_DECLARATION = re.compile(r"--([\w-]+): ([^;]+);")
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", re.DOTALL)
_LIGHT = re.compile(r"^:root \{(.*?)^\}", re.DOTALL | re.MULTILINE)

# The least contrast of text, of numbers in coloured cells, and of what must be seen to be used.
TEXT, NUMBER, CONTROL = 5.5, 4.5, 3.7
GROUNDS = ("paper", "card", "sunk")
INKS = ("ink", "muted", "lapis", "lapis-deep", "turquoise", "brick", "green")
# What lies on what, and how well it must be told apart.
PAIRS = (
    *((ink, ground, TEXT) for ink in INKS for ground in GROUNDS),
    *(("edge", ground, CONTROL) for ground in ("paper", "card")),
    ("ink", "saffron", TEXT),
    ("paper", "lapis", TEXT),
    ("paper", "lapis-deep", TEXT),
    *(("ink", f"step-{step}", NUMBER) for step in (1, 2, 3)),
    *(("on-step", f"step-{step}", NUMBER) for step in (4, 5)),
    *(("step-4", ground, CONTROL) for ground in ("paper", "card")),
)


@dataclass(frozen=True)
class Contrast:
    """One colour on another, by day and by night, beside the least that is wanted."""

    colour: str
    ground: str
    least: float
    light: float
    dark: float


def tokens_css() -> str:
    """The stylesheet that holds every token."""
    return Path(settings.BASE_DIR, "static/css/tokens.css").read_text(encoding="utf-8")


def declarations(scheme: str) -> dict[str, str]:
    """The tokens of a scheme, "light" or "dark", in the order of the stylesheet."""
    css = tokens_css()
    light = dict(_DECLARATION.findall(_found(_LIGHT, css)))
    return light if scheme == "light" else light | dict(_DECLARATION.findall(_found(_DARK, css)))


def colours(scheme: str) -> dict[str, str]:
    """The tokens of a scheme that are colours."""
    return {name: value for name, value in declarations(scheme).items() if value.startswith("#")}


def contrasts() -> list[Contrast]:
    """All pairs of colours that meet on a page."""
    light, dark = colours("light"), colours("dark")
    return [
        Contrast(
            colour,
            ground,
            least,
            light=contrast(light[colour], light[ground]),
            dark=contrast(dark[colour], dark[ground]),
        )
        for colour, ground, least in PAIRS
    ]


def contrast(one: str, other: str) -> float:
    """How far two colours "#rrggbb" are apart, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _found(pattern: re.Pattern[str], css: str) -> str:
    found = pattern.search(css)
    if found is None:
        raise ValueError("tokens.css lacks the tokens of a scheme")
    return found[1]
