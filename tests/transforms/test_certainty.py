"""How sure a quote is covers whom it names, and not only its words."""

from __future__ import annotations

import pytest

from tests.transforms.test_extract import document
from transforms import certainty
from transforms.certainty import named_rightly
from transforms.coreference.speakers import Speaker
from transforms.extract import extract
from transforms.nlp import Pipeline

TEXT = """Anna Reed, the mayor, met Tom Hale at noon.

"The bridge opens in May," Anna Reed said. She said the toll would go.

A neighbour said that nobody had been asked."""


def test_whoever_is_named_may_be_the_wrong_one(pipeline: Pipeline) -> None:
    """A name is surer than a pronoun; where nobody is named, only the words can be wrong."""
    found = extract(document(TEXT), next(iter(pipeline.parse([TEXT]))), [])
    how = {quote.speaker_resolution: quote.confidence for quote in found.quotes}
    assert how["name"] > how["pronoun"]
    assert how["anonymous"] > how["pronoun"]


@pytest.mark.parametrize("way", ["name", "title", "pronoun", "nominal", "carried", "collective"])
def test_every_way_of_finding_speakers_is_estimated(way: str) -> None:
    """Each has a probability of its own, between a guess and certainty."""
    assert 0.5 < named_rightly(Speaker(way)) < 1


def test_a_pronoun_is_as_sure_as_it_was_weighed() -> None:
    """The likelier somebody is to be meant, the surer the quote."""
    sure = [
        named_rightly(Speaker("pronoun", probability=chance)) for chance in (0.5, 0.7, 0.9, 1.0)
    ]
    assert sure == sorted(sure)
    assert sure[0] < sure[-1]


def test_no_probability_is_beyond_belief() -> None:
    """Nothing overflows at the ends."""
    assert certainty.logit(0.0) == -certainty.logit(1.0)
