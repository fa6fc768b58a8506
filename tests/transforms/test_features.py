"""Every feature that is weighed says in a sentence what it is, and no sentence is left over."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from tests.features import PAGE, page, templates
from transforms.coreference import ranker
from transforms.coreference.evidence import FEATURES, sentences
from transforms.quotes import cue_templates
from transforms.quotes.about import COLUMNS
from transforms.quotes.features import BIAS, Templates


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.name)
def test_every_column_has_its_sentence(one: Templates) -> None:
    """The columns that make the features of a decision are those that are told of, none else."""
    bias = {BIAS} if BIAS in one.lines else set[str]()
    assert set(COLUMNS[one.name]) == set(one.columns) | bias


def test_no_decision_is_told_of_that_is_not_taken() -> None:
    """Sentences stand for templates that are there."""
    assert {one.name for one in templates()} == set(COLUMNS)


def test_what_is_estimated_of_quotes_is_told() -> None:
    """Each feature that has a weight is of a decision with sentences."""
    text = resources.files("transforms.quotes").joinpath("weights.json").read_text("utf-8")
    weighed = json.loads(text)["weights"]
    assert weighed.keys() - {cue_templates.GATE.name} == COLUMNS.keys()


def test_what_is_estimated_of_mentions_is_told() -> None:
    """Each feature of who is meant that has a weight has a sentence, and each sentence a use."""
    weighed = set(ranker.weights().features)
    assert weighed <= set(sentences())
    declared = {one.name for one in FEATURES}
    assert declared <= weighed


def test_the_page_is_up_to_date() -> None:
    """docs/features.md tells of the features that there are; `make docs` writes it."""
    assert PAGE.read_text(encoding="utf-8") == page()
