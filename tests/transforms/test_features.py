"""Every feature that is weighed says in a sentence what it is, and no sentence is left over."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from transforms.coreference import ranker
from transforms.coreference.evidence import FEATURES, sentences
from transforms.quotes import cue_templates, rank, sources, unit_features
from transforms.quotes.about import COLUMNS
from transforms.quotes.features import BIAS, Templates

TEMPLATES = [
    one
    for module in (cue_templates, unit_features, sources, rank)
    for one in vars(module).values()
    if isinstance(one, Templates) and one is not cue_templates.GATE
]


@pytest.mark.parametrize("templates", TEMPLATES, ids=lambda one: one.name)
def test_every_column_has_its_sentence(templates: Templates) -> None:
    """The columns that make the features of a decision are those that are told of, none else."""
    bias = {BIAS} if BIAS in templates.lines else set[str]()
    assert set(COLUMNS[templates.name]) == set(templates.columns) | bias


def test_no_decision_is_told_of_that_is_not_taken() -> None:
    """Sentences stand for templates that are there."""
    assert {one.name for one in TEMPLATES} == set(COLUMNS)


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
