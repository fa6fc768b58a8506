"""The tools that take the quote finder apart: errors by kind, parts left out."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.evaluation.ablate_quotes import FEATURES, STEPS, lacking, rows
from tests.evaluation.quote_errors import FALSE, MISSED, count
from tests.evaluation.report import NoMarkersError, Sheet, write_sheets
from tests.evaluation.unpublished import parsed, readings

TEXT = "Mayor Field said that the bridge is safe. She crossed it. Ann Lee said that it is closed."


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a corpus of one article in which one saying is annotated as that of somebody else."""

    def span(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]]

    attributions = [
        {"content": span("that the bridge is safe"), "cue": span("said"), "source": span("She")},
        {"content": span("She crossed it"), "cue": span("crossed"), "source": span("Field")},
    ]
    path = tmp_path_factory.mktemp("corpus") / "one.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"doc_id": "one", "text": TEXT, "attributions": attributions}))
    return path


def test_each_error_is_of_one_kind(corpus):
    """A wrong source, a verb that reports nothing and a saying nobody annotated are told apart."""
    counted = count(readings(parsed(corpus, None)))
    assert counted.total() == 3
    assert counted.keys() <= (MISSED | FALSE).keys()
    assert counted["missed: source in another sentence"] == 1
    assert counted["missed: the cue seems to report nothing"] == 1


def test_there_are_twenty_kinds_of_errors():
    """The table of errors has a row for each of twenty kinds."""
    assert len(MISSED | FALSE) == 20


def test_every_part_is_left_out_once(corpus, tmp_path):
    """The table has a row for everything, and one for each group of features and each step."""
    parses = tmp_path / "parses.spacy"
    found = list(rows(parsed(corpus, parses)))
    assert [row[0] for row in found] == ["everything", *(f"– {n}" for n in [*FEATURES, *STEPS])]
    assert readings(parsed(corpus, parses))[0].found


def test_every_group_of_features_has_weights():
    """No group is empty: leaving it out leaves something out."""
    path = Path(__file__).parents[2] / "transforms" / "quotes" / "weights.json"
    data = json.loads(path.read_text("utf-8"))
    lines = {(name, line) for name, lines in data["weights"].items() for line in lines}
    for group, chosen in FEATURES.items():
        assert any(chosen(name, frozenset(line.split())) for name, line in lines), group
    assert lacking(data, lambda *_: True)


def test_tables_need_their_markers(tmp_path):
    """A page without markers is left alone, and the message says which lines are wanted."""
    page = tmp_path / "page.md"
    page.write_text("Nothing.", "utf-8")
    with pytest.raises(NoMarkersError, match="<!-- errors -->"):
        write_sheets(page, "errors", [Sheet("None", ("a",), [])])
    assert page.read_text("utf-8") == "Nothing."
