"""The answer key is compared by places in the text, one quote a statement."""

from __future__ import annotations

import pytest

from tests.evaluation.answer_key import Candidate, Statement, pair, statements
from tests.evaluation.corpora import SEEDS


def quote(start: int, end: int, cue: str = "said") -> Candidate:
    """Make a quote of the words from start to end."""
    return Candidate("indirect", "Ann Lee", "Lee", frozenset({cue}), frozenset(range(start, end)))


def said(cue: str = "said") -> Statement:
    """Make a statement."""
    return Statement("a.txt", "indirect", "Ann Lee", "some words", cue)


@pytest.mark.parametrize(
    ("place", "quotes", "found"),
    [
        pytest.param(range(4, 8), [quote(0, 20)], 0, id="inside a longer quote"),
        pytest.param(range(4, 8), [quote(6, 9)], 0, id="half of it"),
        pytest.param(range(4, 8), [quote(7, 9)], None, id="less than half of it"),
        pytest.param(range(4, 8), [quote(0, 20, "argued"), quote(0, 20)], 1, id="same cue"),
        pytest.param(range(4, 8), [quote(0, 20), quote(3, 9)], 1, id="the shorter of two"),
    ],
)
def test_a_statement_is_found_where_its_words_are(
    place: range, quotes: list[Candidate], found: int | None
) -> None:
    """A quote answers when it covers half of the fragment; cue, then brevity, break ties."""
    pairs = pair([said()], [[place]], quotes)
    assert pairs.get(0) is (None if found is None else quotes[found])


def test_a_quote_answers_once() -> None:
    """One long quote does not answer for two statements."""
    pairs = pair([said(), said()], [[range(4)], [range(6, 9)]], [quote(0, 20)])
    assert len(pairs) == 1


def test_the_key_names_documents_of_the_seeds() -> None:
    """Every document of the answer key is a file in seeds/, or a record of one."""
    files = {statement.document.partition("!")[0] for statement in statements()}
    assert [file for file in sorted(files) if not (SEEDS / file).is_file()] == []
