"""Read the lists of known names beside this module; README.md tells where they are from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources
from math import log10

from transforms.entities import name_key
from transforms.ids import content_hash
from transforms.tables import KnownName

COUNTRY, REGION, WIDE = 7.2, 6.2, 7.5
"""Weights of a country, a part of one, and what is no city; a city weighs the logarithm of its
population: Georgia in a text about the United States is the state."""
FAMOUS = 1.0
"""What a city with a Wikidata item here weighs more."""
SURE, CITY, TOWN = 0.95, 0.9, 0.7
"""How sure a name means a place, a city of 100,000 people, or a smaller one."""
CITY_SIZE = 100_000
LISTS = ("territories", "peoples", "places", "cities", "bodies")
Rows = Iterator[dict[str, str]]


def known_names() -> Iterator[KnownName]:
    """Yield every name of every known thing."""
    yield from _territories()
    yield from _peoples()
    yield from _places()
    yield from _bodies()


def country_names() -> Iterator[tuple[str, str]]:
    """Yield every name of every country, with its ISO code."""
    for row in _rows("territories"):
        if row["kind"] == "country":
            yield from ((name, row["code"]) for name in [row["name"], *_split(row["names"])])


def people_names() -> Iterator[tuple[str, str]]:
    """Yield what the people of countries are called, with the country's ISO code."""
    for row in _rows("peoples"):
        yield from ((name, row["country"]) for name in _split(row["names"]))


def lists_hash() -> str:
    """Hash the lists, so that a change of them is noticed."""
    return content_hash("".join(map(_text, LISTS)).encode())


def _territories() -> Iterator[KnownName]:
    for row in _rows("territories"):
        code, is_country = row["code"], row["kind"] == "country"
        yield from _named(
            "GPE", code, [row["name"], *_split(row["names"])], row["wikidata"], code[:2],
            None if is_country else code, COUNTRY if is_country else REGION, SURE, "territories",
        )  # fmt: skip


def _peoples() -> Iterator[KnownName]:
    items = {row["code"]: row for row in _rows("territories")}
    for row in _rows("peoples"):
        country = items[row["country"]]
        for name in _split(row["names"]):
            yield KnownName(
                "NORP", name_key(name, "NORP") or name, f"people of {country['code']}",
                country["name"], country["wikidata"], country["code"][:2], None, COUNTRY, SURE,
                "peoples",
            )  # fmt: skip


def _places() -> Iterator[KnownName]:
    """Yield cities, the known ones among them with their items, and what is larger than a city."""
    famous = {(row["name"], row["country"]): row for row in _rows("places")}
    for row in _rows("cities"):
        people, country = int(row["population"]), row["country"]
        item = famous.pop((row["name"], country), None)
        names = [row["name"], *(_split(item["names"]) if item else ())]
        wikidata = item["wikidata"] if item else None
        yield from _named(
            "GPE", f"geonames {row['geonames']}", names, wikidata, country,
            row["region"] or None, log10(people) + (FAMOUS if item else 0.0),
            SURE if item else CITY if people >= CITY_SIZE else TOWN, "cities",
        )  # fmt: skip
    for row in famous.values():
        yield from _named(
            row["kind"], row["wikidata"] or row["name"], [row["name"], *_split(row["names"])],
            row["wikidata"] or None, row["country"] or None, None, WIDE, SURE, "places",
        )  # fmt: skip


def _bodies() -> Iterator[KnownName]:
    for row in _rows("bodies"):
        yield from _named(
            row["kind"], row["wikidata"], _split(row["names"]), row["wikidata"],
            row["country"] or None, None, COUNTRY, float(row["confidence"]), "bodies",
        )  # fmt: skip


def _named(
    label: str, item: str, names: list[str], wikidata: str | None, country: str | None,
    region: str | None, weight: float, confidence: float, source: str,
) -> Iterator[KnownName]:  # fmt: skip
    """Yield a thing once for each key of its names; the first name is the usual one."""
    for key in dict.fromkeys(name_key(name, label) for name in names):
        if key:
            yield KnownName(
                label, key, item, names[0], wikidata, country, region, weight, confidence, source
            )


def _split(names: str) -> list[str]:
    return names.split("|") if names else []


def _rows(name: str) -> Rows:
    """Give the rows of a list by column: several times as fast as csv.DictReader."""
    header, *rows = csv.reader(_text(name).splitlines())
    return (dict(zip(header, row, strict=True)) for row in rows)


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(f"{name}.csv").read_text("utf-8")
