"""Speakers who are written as a pronoun or a noun are known by name, case by case.

In `speakers_cases.txt` a line is a text, ¶ parts its paragraphs, and {her lawyer|Dina Roth} is a
source with the name of who is meant; with no name behind the bar, the text names nobody. A
source that nobody finds yet is marked {It|Skylark Airways|missed}.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.transforms.test_extract import document
from transforms.nlp import Pipeline
from transforms.reading import Reading
from transforms.tokens import Tokens

LINES = Path(__file__).with_name("speakers_cases.txt").read_text("utf-8").splitlines()
SOURCE = re.compile(r"\{([^|{}]+)\|([^|{}]*)(\|missed)?\}")
MISSED = 2
"""How many sources are known to be missed: to be lowered, with the marks, as they are found."""


@pytest.mark.parametrize("line", LINES)
def test_speakers_have_the_name_that_is_meant(pipeline: Pipeline, line: str) -> None:
    """Gender, roles, kinds, ages and who is in mind tell whose words they are."""
    text, wanted, missed = marked(line)
    reading = Reading(document(text), Tokens(next(iter(pipeline.parse([text])))))
    found = {
        attribution.source[0]: speaker.name
        for attribution, speaker in zip(reading.attributions, reading.speakers, strict=True)
        if attribution.source
    }
    assert wanted
    assert {span: found.get(span, "not found") for span in wanted} == wanted
    assert not missed & found.keys()


def test_few_sources_are_known_to_be_missed() -> None:
    """Their number is written down, so that none is added by the way."""
    assert sum(len(marked(line)[2]) for line in LINES) == MISSED


Span = tuple[int, int]


def marked(line: str) -> tuple[str, dict[Span, str | None], set[Span]]:
    """Give the text of a line, the name for each source by its span, and the sources missed."""
    text, wanted, missed, at = "", {}, set(), 0
    line = line.replace(" ¶ ", "\n\n")
    for found in SOURCE.finditer(line):
        text += line[at : found.start()]
        span = (len(text), len(text) + len(found[1]))
        if found[3]:
            missed.add(span)
        else:
            wanted[span] = found[2] or None
        text, at = text + found[1], found.end()
    text += line[at:]
    assert not set("{|}") & set(text), f"A mark is written wrongly: {line}"
    return text, wanted, missed
