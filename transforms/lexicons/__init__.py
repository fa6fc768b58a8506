"""Read the words that lie beside this module; README.md there tells of each file and use."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources

HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
"""What parts the words of a name in a parse as well: Agence France - Presse."""


TABLES = ("verbs", "nouns", "adjectives", "labels")
"""Tables with a row for each word or phrase, and in it all that we make of it."""


@cache
def lexicon(use: str) -> frozenset[str]:
    """Give the words of the tables that have a use, whatever part of speech they are.

    >>> "apologise for" in lexicon("reports"), "back away" in lexicon("withholds")
    (False, True)
    """
    uses = _uses()
    if use not in uses:
        raise ValueError(f"no word in {', '.join(TABLES)} has the use {use!r}")
    return uses[use]


@cache
def stances() -> dict[str, str]:
    """Map the cues whose stance is not plain to it; behind some another word has to stand."""
    return {row["word"]: row["stance"] for table in TABLES for row in rows(table)
            if row.get("stance")}  # fmt: skip


@cache
def taking(column: str) -> dict[str, frozenset[str]]:
    """Map the verbs that have something in a column, `act` or `headline`, to what they take.

    >>> sorted(taking("act")["argue"])
    ['against', 'for']
    """
    return {row["word"]: frozenset(row[column].split()) for row in rows("verbs") if row[column]}


@cache
def words(name: str) -> frozenset[str]:
    """Read a list of words, one a line."""
    return frozenset(_text(f"{name}.txt").split())


@cache
def labelled(name: str) -> dict[str, str]:
    """Map each word of a table `label, words` to its label; words are parted by spaces."""
    return {word: label for label, line in pairs(name) for word in line.split()}


@cache
def function_words(label: str) -> tuple[str, ...]:
    """List the words of one line of the table of function words, in its order."""
    return next(tuple(line.split()) for name, line in pairs("function_words") if name == label)


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Map a short given name to the full ones it may stand for."""
    return {short: frozenset(long.split()) for short, long in pairs("nicknames")}


@cache
def transliterations() -> tuple[tuple[str, str], ...]:
    """List the patterns that fold spellings of foreign names, in their order."""
    return tuple(pairs("transliterations"))


@cache
def titles() -> dict[str, str]:
    """Map a form of address to the gender it tells: m, f or nothing."""
    return dict(pairs("titles"))


@cache
def gazetteer() -> dict[tuple[str, ...], tuple[str, str, frozenset[str]]]:
    """Map the words of a well-known name to its type, its usual name and nouns it goes by."""
    found = {}
    for label, nouns, names in _triples("gazetteer"):
        spellings = names.split("|")
        for name in spellings:
            found[spelled(name)] = (label, spellings[0], frozenset(nouns.split()))
    return found


def singulars(noun: str) -> Iterator[str]:
    """Yield what a noun may be the plural of: advisers, agencies, coaches, spokesmen."""
    if noun.endswith("men"):
        yield noun[:-2] + "an"
    if not noun.endswith("s") or noun.endswith("ss"):
        return
    yield noun[:-1]
    if noun.endswith("es"):
        yield noun[:-2]
    if noun.endswith("ies"):
        yield noun[:-3] + "y"


def spelled(name: str) -> tuple[str, ...]:
    """Part a name into words, commas and hyphens, as a parse and the gazetteer's keys are."""
    return tuple(HYPHEN.sub(" - ", name.replace(",", " ,")).split())


@cache
def rows(name: str) -> list[dict[str, str]]:
    """Read a table with its heading: for each row what stands in each column."""
    return list(csv.DictReader(_text(f"{name}.csv").splitlines()))


@cache
def pairs(name: str) -> list[tuple[str, str]]:
    """Read a table of two columns, without its heading."""
    lines = list(csv.reader(_text(f"{name}.csv").splitlines()))
    return [(first, second) for first, second in lines[1:]]


@cache
def _uses() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in (row for table in TABLES for row in rows(table)):
        for use in row["uses"].split():
            found[use].add(row["word"])
    return {use: frozenset(words) for use, words in found.items()}


def _text(file: str) -> str:
    return resources.files(__package__).joinpath(file).read_text("utf-8")


def _triples(name: str) -> list[tuple[str, str, str]]:
    lines = list(csv.reader(_text(f"{name}.csv").splitlines()))
    return [(first, second, third) for first, second, third in lines[1:]]
