"""Good is what stays above its floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluation import floors
from tests.evaluation.copies import copy_scores
from tests.evaluation.corpora import absent, gold_file
from tests.evaluation.evaluate import seed_scores
from tests.evaluation.pages_scores import page_scores
from tests.evaluation.scores import SUBSET, corpus_scores, own_scores
from tests.evaluation.second_reader import reader_scores
from tests.evaluation.seen_speakers import seen_scores

pytestmark = pytest.mark.evaluation


def test_the_seeds_stay_above_their_floors(tmp_path: Path) -> None:
    """What the answer key lists is found, with the right speaker, as often as before."""
    hold(seed_scores(tmp_path))


def test_the_text_of_pages_stays_above_its_floors() -> None:
    """What people would read on a page is taken out of it, and nothing around it."""
    hold(page_scores())


def test_our_own_texts_stay_above_their_floors(tmp_path: Path) -> None:
    """Speakers written as pronouns and nominals are named as often as before."""
    hold(own_scores(tmp_path))


def test_speakers_that_were_looked_at_stay_above_their_floors(tmp_path: Path) -> None:
    """What was found for the texts that one may look at is found again."""
    hold(seen_scores(tmp_path))


def test_texts_of_a_second_reader_stay_above_their_floors(tmp_path: Path) -> None:
    """Nobody is given another's words more often than before."""
    hold(reader_scores(tmp_path))


def test_copies_stay_above_their_floors(tmp_path: Path) -> None:
    """Edited copies are found, and forms filled in anew or stories on one event are none."""
    hold(copy_scores(tmp_path))


def test_articles_of_the_corpus_stay_above_their_floors(tmp_path: Path) -> None:
    """Twenty articles annotated by others score as high as before."""
    if not gold_file("polnear/dev"):
        pytest.skip(absent("polnear/dev"))
    hold(corpus_scores("polnear/dev", tmp_path, documents=SUBSET))


def hold(scores: dict[str, float]) -> None:
    """Assert that every score has a floor and none lies below it."""
    kept = floors.load()
    assert scores.keys() <= kept.floors.keys(), "run tests.evaluation.evaluate --raise-floors"
    assert not kept.missed(scores), scores
