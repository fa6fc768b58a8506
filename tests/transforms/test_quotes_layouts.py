"""Layouts tell who speaks: stamps, bold names, parliaments, calls, signatures, lines alone."""

from __future__ import annotations

import pytest

from tests.transforms.test_extract import document
from tests.transforms.test_quotes_cases import rows
from transforms import nlp
from transforms.extract import extract
from transforms.quotes.layouts import GROUPS, LABEL, PATTERNS, written

NOBODY = "-"


@pytest.mark.parametrize("row", rows("layouts"), ids=lambda row: f"{row['case']}: {row['content']}")
def test_layouts_tell_who_speaks(pipeline: nlp.Pipeline, row: dict[str, str]) -> None:
    """Each way in which a text is laid out gives its speakers, and lists give none."""
    text = row["text"]
    found = extract(document(text), next(iter(pipeline.parse([text]))), []).quotes
    names = [one.speaker_name or "" for one in found if row["content"] in one.said]
    if row["speaker"] == NOBODY:
        assert not names
    else:
        assert any(row["speaker"] in name for name in names)


@pytest.mark.parametrize("name", GROUPS)
def test_a_pattern_reads_its_example(name: str) -> None:
    """The example beside each pattern of a label is read by it and by no other."""
    _, example = PATTERNS[name]
    match = LABEL.match(f"{example}\n")
    assert match
    assert written(match) == name
