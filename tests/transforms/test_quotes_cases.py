"""Ways of reporting, one a row: who says what, with which words; and what nobody says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from transforms import nlp
from transforms.quotes import Attribution, find_quotes
from transforms.tokens import Tokens

PARAGRAPH = "¶"
"""Stands for a blank line."""


def rows(name: str) -> list[dict[str, str]]:
    """Read a table of cases."""
    path = Path(__file__).with_name(f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def found(pipeline: nlp.Pipeline, row: dict[str, str]) -> tuple[str, list[Attribution]]:
    """Give the text of a row and what is found in it."""
    text = row["text"].replace(PARAGRAPH, "\n\n")
    (doc,) = pipeline.parse([text])
    return text, find_quotes(Tokens(doc))


def spelled(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Give spans as words."""
    return " … ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    "row", rows("quotes_cases"), ids=lambda row: f"{row['case']}: {row['source']}"
)
def test_ways_of_reporting(pipeline: nlp.Pipeline, row: dict[str, str]) -> None:
    """Each way of reporting gives its source, the word that reports and the whole content."""
    text, quotes = found(pipeline, row)
    told = [(spelled(text, one.source), spelled(text, one.content)) for one in quotes]
    assert (row["source"], row["content"]) in told
    cue = spelled(text, quotes[told.index((row["source"], row["content"]))].cue)
    assert row["cue"] in cue


@pytest.mark.parametrize("row", rows("quotes_none"), ids=lambda row: row["case"])
def test_nobody_speaks(pipeline: nlp.Pipeline, row: dict[str, str]) -> None:
    """Bylines, credits, titles, nicknames, terms and events are nobody's words."""
    assert found(pipeline, row)[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "Ferrer did not say that the bridge was closed.",
        "Ferrer never claimed that the bridge was closed.",
        "Ferrer has not confirmed that the bridge was closed.",
    ],
)
def test_what_is_not_said_is_marked(pipeline: nlp.Pipeline, text: str) -> None:
    """A saying that did not happen is kept, and marked as denied."""
    (doc,) = pipeline.parse([text])
    assert [one.is_negated for one in find_quotes(Tokens(doc))] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Brown said that Miller had warned that prices would rise.",
        "“The mayor told me, ‘You may go,’” said Ines Duarte.",
    ],
)
def test_what_is_said_within_a_saying_is_held_by_it(pipeline: nlp.Pipeline, text: str) -> None:
    """The inner of two quotes has the outer as its parent."""
    (doc,) = pipeline.parse([text])
    assert sorted(one.parent is None for one in find_quotes(Tokens(doc))) == [False, True]
