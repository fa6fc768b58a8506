"""Speakers who are written as a pronoun or a noun are known by name, case by case.

In `speakers_cases.txt` a line is a text, ¶ parts its paragraphs, and {her lawyer|Dina Roth} is a
source with the name of who is meant; with no name behind the bar, the text names nobody.
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
SOURCE = re.compile(r"\{([^|{}]+)\|([^{}]*)\}")


@pytest.mark.parametrize("line", LINES)
def test_speakers_have_the_name_that_is_meant(pipeline: Pipeline, line: str) -> None:
    """Gender, roles, kinds, ages and who is in mind tell whose words they are."""
    text, wanted = marked(line)
    reading = Reading(document(text), Tokens(next(iter(pipeline.parse([text])))))
    found = {
        attribution.source[0]: speaker.name
        for attribution, speaker in zip(reading.attributions, reading.speakers, strict=True)
        if attribution.source
    }
    assert {span: name for span, name in wanted.items() if span in found} == {
        span: name for span, name in found.items() if span in wanted
    }
    assert wanted.keys() & found.keys()


def marked(line: str) -> tuple[str, dict[tuple[int, int], str | None]]:
    """Give the text of a line, and the name for each source by its span."""
    text, wanted, at = "", {}, 0
    line = line.replace(" ¶ ", "\n\n")
    for found in SOURCE.finditer(line):
        text += line[at : found.start()]
        wanted[len(text), len(text) + len(found[1])] = found[2] or None
        text, at = text + found[1], found.end()
    return text + line[at:], wanted
