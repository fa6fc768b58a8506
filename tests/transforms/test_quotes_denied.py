"""What is not said never looks like a claim: denials are marked, silence is no statement."""

from __future__ import annotations

import pytest

from tests.transforms.test_quotes_cases import found, rows, spelled
from transforms import nlp


@pytest.mark.parametrize("row", rows("denials"), ids=lambda row: f"{row['case']}: {row['text']}")
def test_denials_are_marked(pipeline: nlp.Pipeline, row: dict[str, str]) -> None:
    """Whatever denies the verb, or a verb above it, the statement is marked, and no other."""
    text, quotes = found(pipeline, row)
    marked = {one.is_negated for one in quotes if row["content"] in spelled(text, one.content)}
    assert (row["is_negated"] == "yes") in marked
    if row["is_negated"] == "no":
        assert marked == {False}


@pytest.mark.parametrize("row", rows("unspoken"), ids=lambda row: f"{row['case']}: {row['text']}")
def test_silence_is_no_statement(pipeline: nlp.Pipeline, row: dict[str, str]) -> None:
    """Who declines to comment, or asks not to be named, has said nothing by that."""
    text, quotes = found(pipeline, row)
    assert not [one for one in quotes if row["content"] in spelled(text, one.content)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ortiz asked to be named to the board.", "to be named to the board"),
        ("The judge said that the girl could not be named.", "that the girl could not be named"),
        ("“No comment,” said Hale.", "“No comment,”"),
    ],
)
def test_what_is_said_of_names_stays(pipeline: nlp.Pipeline, text: str, content: str) -> None:
    """A statement that speaks of names or comments is one."""
    _, quotes = found(pipeline, {"text": text})
    assert content in [spelled(text, one.content) for one in quotes]
